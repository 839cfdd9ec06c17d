using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>A group of users in a workspace. Follows getGroups of the API.</summary>
public sealed class Group : NamedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long GroupId => Id;

    /// <summary>The workspace it is in.</summary>
    public long? WorkspaceId { get; set; }

    /// <summary>The name as it is shown.</summary>
    public string? DisplayName { get; set; }

    /// <summary>active, or what else the server says.</summary>
    public string? Status { get; set; }

    /// <summary>Whether another system keeps it.</summary>
    public bool? AutoProvisioned { get; set; }

    /// <summary>Who is in it: with nothing but ids, unless more was asked for.</summary>
    [JsonPropertyName("users")]
    [JsonConverter(typeof(MentionsConverter<Person>))]
    public IReadOnlyList<Person>? Members { get; set; }

    /// <summary>The roles that it gives its members.</summary>
    [JsonPropertyName("policies")]
    [JsonConverter(typeof(MentionsConverter<Role>))]
    public IReadOnlyList<Role>? Roles { get; set; }
}

/// <summary>Reads a list of objects, of which servers may send only the ids.</summary>
internal sealed class MentionsConverter<T> : JsonConverter<IReadOnlyList<T>?>
    where T : Resource, new()
{
    public override IReadOnlyList<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var list = document.RootElement;
        list = list.Find("data") ?? list;
        return list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(item => Item(item, options))] : null;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T>? value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static T Item(JsonElement item, JsonSerializerOptions options) => item.ValueKind == JsonValueKind.Object
        ? item.Deserialize((JsonTypeInfo<T>)options.GetTypeInfo(typeof(T))) ?? throw new JsonException("an element is null")
        : PlainValues.From(item) is var id && long.TryParse($"{id}", out var number) ? new T { Id = number } : throw new JsonException("neither an object nor an id");
}
