using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DataprepPS.Emulator;

/// <summary>One request as an endpoint sees it.</summary>
internal sealed class Call(
    HttpRequest request, byte[] body, World world, EmulatorOptions options, JournalEntry entry, string path, IReadOnlyList<string> values, Upload? upload = null)
{
    private static readonly JsonElement NoBody = JsonElement.Parse("{}");

    public HttpRequest Request => request;

    /// <summary>The parts of a multipart body.</summary>
    public Upload? Upload => upload;

    public World World => world;

    public EmulatorOptions Options => options;

    public JournalEntry Entry => entry;

    public DateTimeOffset Now { get; } = world.Now;

    public Store Store => world.Store;

    /// <summary>The id in the path.</summary>
    public long Id => IdOf("id");

    /// <summary>The JSON body; an object without members where none was sent.</summary>
    public JsonElement Body { get; private set; } = NoBody;

    public string? ExecutionId => request.Headers["x-execution-id"] is [{ Length: > 0 } id, ..] ? id : null;

    /// <summary>What stands in the path for a placeholder.</summary>
    public string Part(string placeholder) => values[path.Split('/').Where(part => part.StartsWith('{')).ToList().IndexOf($"{{{placeholder}}}")];

    public long IdOf(string placeholder) => RouteTable.ParseId(Part(placeholder));

    /// <summary>The live row of an id; a deleted one is gone unless asked for.</summary>
    public Row Require(Collection collection, long id)
    {
        var row = Store.FindAny(collection, id) ?? throw ApiProblem.NotFound(collection.Singular, id);
        return !row.IsDeleted || Flag("includeDeleted") ? row : throw ApiProblem.Gone(collection.Singular, id);
    }

    /// <summary>The live row of the path's id.</summary>
    public Row Require(Collection collection) => Require(collection, Id);

    /// <summary>The row that a member of the body names.</summary>
    public Row Sent(Collection collection, string member)
    {
        var id = Body.Id(member) ?? throw ApiProblem.Invalid(member, "is required");
        return Store.Find(collection, id) ?? throw ApiProblem.Refused($"No {collection.Singular} with id {id}");
    }

    /// <summary>The rows that a list of ids in the body names.</summary>
    public IReadOnlyList<Row> SentMany(Collection collection, string member) =>
    [
        .. Body.GetProperty(member).EnumerateArray().Select(item => long.Parse(item.ToString(), CultureInfo.InvariantCulture))
            .Select(id => Store.Find(collection, id) ?? throw ApiProblem.Refused($"No {collection.Singular} with id {id}")),
    ];

    public string? Query(string name) => request.Query.TryGetValue(name, out var values) ? values[0] : null;

    /// <summary>The values of a list in the query: with commas between them, or several, with or without brackets behind the name.</summary>
    public IEnumerable<string> QueryList(string name) =>
        request.Query[name].Concat(request.Query[name + "[]"]).SelectMany(text => text!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>A boolean of the query; a well-known client sends Python's <c>True</c>.</summary>
    public bool Flag(string name) => string.Equals(Query(name), "true", StringComparison.OrdinalIgnoreCase);

    public void ReadJson()
    {
        if (body.Length == 0)
        {
            return;
        }

        try
        {
            Body = JsonElement.Parse(body);
        }
        catch (JsonException e)
        {
            throw new ApiProblem(400, "ApiValidationFailed", "Input validation failed", $"The body is not JSON: {e.Message}");
        }
    }

    /// <summary>Records that this request changed something. Without this a request counts as not acted on.</summary>
    public void Acted(string effect) => entry.Acted(effect);
}
