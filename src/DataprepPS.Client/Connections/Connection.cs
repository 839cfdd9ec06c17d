using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Connections;

/// <summary>A connection to a database, a file system or a service. Follows getConnection of the API.</summary>
public sealed class Connection : NamedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long ConnectionId => Id;

    /// <summary>What it leads to: bigquery, hive, snowflake, ...</summary>
    public string? Vendor { get; set; }

    /// <summary>The vendor as people call it.</summary>
    public string? VendorName { get; set; }

    /// <summary>jdbc, rest or remotefile.</summary>
    public string? Type { get; set; }

    /// <summary>The host.</summary>
    public string? Host { get; set; }

    /// <summary>The port.</summary>
    public int? Port { get; set; }

    /// <summary>How it identifies itself: basic, keySecret, oauth2, ...</summary>
    public string? CredentialType { get; set; }

    /// <summary>The user or key with which it identifies itself, where the server says. What else a server sends of credentials is dropped.</summary>
    [JsonPropertyName("credentials")]
    [JsonConverter(typeof(CredentialUserConverter))]
    public string? UserName { get; set; }

    /// <summary>Whether it has credentials at all.</summary>
    public bool? HasCredentials { get; set; }

    /// <summary>Whether people with whom it is shared use the owner's credentials.</summary>
    public bool? CredentialsShared { get; set; }

    /// <summary>Whether everybody in the workspace may use it.</summary>
    public bool? IsGlobal { get; set; }

    /// <summary>Whether what is sent to the host is encrypted.</summary>
    public bool? Ssl { get; set; }

    /// <summary>Whether types are left as they are.</summary>
    public bool? DisableTypeInference { get; set; }

    /// <summary>Its id across servers, by which import rules name it.</summary>
    public string? Uuid { get; set; }

    /// <summary>The workspace.</summary>
    public ResourceReference? Workspace { get; set; }

    /// <summary>Vendor and name.</summary>
    public override string ToString() => $"{Vendor} {Name}".Trim();

    // Of the secret kind too; read so that it is not among what the type does not know.
    [JsonInclude]
    [JsonConverter(typeof(CredentialUserConverter))]
    internal string? AdvancedCredentials { get; set; }
}

/// <summary>Reads of credentials the user's name and nothing else: a server that sends a secret back must not make us show it.</summary>
internal sealed class CredentialUserConverter : JsonConverter<string?>
{
    private static readonly string[] Users = ["username", "user", "key", "appId", "personalAccessTokenName"];

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return UserIn(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    private static string? UserIn(JsonElement credentials) => credentials.Rows().Select(row => row.FindText(Users)?.Text).FirstOrDefault();
}
