using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Api;

/// <summary>A call to any path of the API, for what has no cmdlet yet.</summary>
public sealed class ApiCall
{
    /// <summary>GET, POST, PUT, PATCH or DELETE.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>
    /// The path, e.g. <c>/v4/flows/5</c>; it may have a query, and placeholders such as <c>{id}</c> that
    /// <see cref="Query"/> fills.
    /// </summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>Query parameters, and the values of the path's placeholders. Lists are joined with commas.</summary>
    public IDictionary? Query { get; init; }

    /// <summary>The body: a JSON string is sent as it is, anything else is turned into JSON.</summary>
    public object? Body { get; init; }
}

/// <summary>Makes calls to any path, under the same rules of retry, pacing and secrecy as every other call.</summary>
public sealed class ApiClient : ResourceClient
{
    private static readonly Regex Placeholder = new(@"\{(\w+)\}", RegexOptions.CultureInvariant);
    private static readonly Regex Number = new("/[0-9]+(?=/|$)", RegexOptions.CultureInvariant);
    private static readonly Regex RunPath = new("^/v4/(flows|plans)/[0-9]+/run/?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal ApiClient(SessionParts parts)
        : base(parts)
    {
    }

    /// <summary>Sends a call and reads its reply as plain .NET values; null for an empty reply.</summary>
    /// <exception cref="ArgumentException">Path or body are of the wrong form.</exception>
    /// <exception cref="OutcomeUnknownException">A change may have happened.</exception>
    public async Task<object?> SendAsync(ApiCall call, CallContext context) =>
        (await SendAsync(call, ReplyReader.Anything, context).ConfigureAwait(false)).Value;

    /// <summary>Sends a call and returns the text of its reply as it came.</summary>
    /// <exception cref="ArgumentException">Path or body are of the wrong form.</exception>
    public async Task<string> SendRawAsync(ApiCall call, CallContext context) =>
        (string)(await SendAsync(call, response => Encoding.UTF8.GetString(response.Body.ToArray()), context).ConfigureAwait(false)).Value!;

    /// <summary>Writes the reply to a stream.</summary>
    /// <returns>The number of bytes.</returns>
    /// <exception cref="ArgumentException">Path or body are of the wrong form.</exception>
    public Task<long> DownloadAsync(ApiCall call, Stream target, CallContext context) =>
        Transport.DownloadAsync(Request(call, "*/*"), target, context);

    /// <summary>Reads a list page by page.</summary>
    /// <param name="call">A GET of a list.</param>
    /// <param name="visit">Gets each element as plain values, is awaited before the next, and returns false to end.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="ArgumentException">Path or query are of the wrong form.</exception>
    public async Task ListAsync(ApiCall call, Func<object?, Task<bool>> visit, CallContext context)
    {
        var request = Request(call, "application/json");
        if (request.Endpoint.Method != HttpMethod.Get)
        {
            throw new ArgumentException($"Only a GET has pages, {request.Endpoint.Method} has none.");
        }

        var query = request.Query ?? new Query();
        await ListAsync(request.Endpoint, request.Path, query, DataprepJson.Default.AnyResource, null, row => visit(PlainValues.From(row.Element)), context).ConfigureAwait(false);
    }

    private async Task<Reply> SendAsync(ApiCall call, Func<ApiResponse, object?> read, CallContext context)
    {
        var request = Request(call, "application/json");
        return request.Endpoint.Effect == Effect.Read
            ? await Transport.SendAsync(request, response => new Reply(read(response)), context).ConfigureAwait(false)
            : await ChangeAsync(request, response => ReadChange(response, read), "Read what the call would have changed before you repeat it.", null, context).ConfigureAwait(false);
    }

    private static Reply ReadChange(ApiResponse response, Func<ApiResponse, object?> read) => response.Status != 304
        ? new Reply(read(response))
        : throw new OutcomeUnknownException(
            $"{response.Request}: the server answered 304, as if an earlier attempt had worked. What that started it does not tell.",
            "Look for it, e.g. with Get-DpJobGroup -RunBy currentUser. Nothing was started twice.",
            null);

    private ApiRequest Request(ApiCall call, string accept)
    {
        var method = call.Method.Trim().ToUpperInvariant();
        if (method is not ("GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD"))
        {
            throw new ArgumentException($"The method \"{call.Method}\" is not one of GET, POST, PUT, PATCH, DELETE.");
        }

        var members = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry member in call.Query ?? new Hashtable())
        {
            members[Text(member.Key)] = member.Value;
        }

        var path = CheckedPath(Filled(call.Path, members), out var pathQuery);
        var endpoint = EndpointCatalogue.Find(method, path) ?? Unlisted(method, path);
        var content = call.Body is null ? null : ApiRequest.Json(ToBody(call.Body));
        Transport.MaskSent(call.Body);
        return new ApiRequest(endpoint, path, ToQuery(pathQuery, members))
        {
            Accept = accept,
            Content = content,
            ExecutionId = endpoint.Effect == Effect.Run ? Guid.NewGuid() : null,
        };
    }

    // Runs of flows and plans take an execution id like those of job groups.
    // All objects of a kind share a quota, so numbers in the path do not make classes of their own.
    private static Endpoint Unlisted(string method, string path) => new(
        $"{method} {Number.Replace(path, "/{id}")}",
        $"{method} {path}",
        method is "GET" or "HEAD" ? Effect.Read : method == "POST" && RunPath.IsMatch(path) ? Effect.Run : Effect.Change);

    private static string Filled(string path, OrderedDictionary members) => Placeholder.Replace(path, match =>
    {
        var name = match.Groups[1].Value;
        if (!members.Contains(name))
        {
            throw new ArgumentException($"The path {path} needs a value for {{{name}}}: give it with -Query @{{ {name} = ... }}.");
        }

        var value = Uri.EscapeDataString(Text(members[name]));
        members.Remove(name);
        return value;
    });

    // Relative to the session's server only: a token must not be talked into travelling.
    private static string CheckedPath(string path, out string? query)
    {
        query = null;
        if (path.Length == 0 || path.StartsWith("//", StringComparison.Ordinal) || path.Contains("\\") || path.Contains("#") || path.Any(char.IsControl)
            || (path[0] != '/' && path.IndexOf("://", StringComparison.Ordinal) >= 0))
        {
            throw new ArgumentException($"The path \"{path}\" is not a path of this server, such as /v4/flows.");
        }

        var split = path.IndexOf('?');
        if (split >= 0)
        {
            query = path.Substring(split + 1);
            path = path.Substring(0, split);
        }

        if (path.Split('/').Any(part => Uri.UnescapeDataString(part) is "." or ".."))
        {
            throw new ArgumentException($"The path \"{path}\" must not contain . or .. parts.");
        }

        return path[0] == '/' ? path : "/" + path;
    }

    private static Query ToQuery(string? fromPath, IDictionary members)
    {
        var query = new Query();
        foreach (var pair in fromPath?.Split(['&'], StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var split = pair.IndexOf('=');
            query.Add(Uri.UnescapeDataString(split < 0 ? pair : pair.Substring(0, split)), split < 0 ? string.Empty : Uri.UnescapeDataString(pair.Substring(split + 1)));
        }

        foreach (DictionaryEntry member in members)
        {
            query.Add(Text(member.Key), Text(member.Value));
        }

        return query;
    }

    private static string Text(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset instant => Text(instant.ToUnixTimeMilliseconds()),
        DateTime instant => Text(new DateTimeOffset(instant)),
        IEnumerable items => string.Join(",", items.Cast<object?>().Select(Text)),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static System.Text.Json.Nodes.JsonNode? ToBody(object body)
    {
        if (body is not string text)
        {
            return PlainValues.ToJson(body);
        }

        try
        {
            return System.Text.Json.Nodes.JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"The body is a string but not JSON: {e.Message}", e);
        }
    }

    private sealed record Reply(object? Value);
}

/// <summary>An element of a list whose type is not known; its id, if it has one, need not be a number.</summary>
[JsonConverter(typeof(AnyResourceConverter))]
internal sealed class AnyResource : Resource
{
    public JsonElement Element { get; init; }

    internal override long Key => Id != 0 ? Id : long.MinValue | (uint)PlainValues.Raw(Element).GetHashCode();
}

/// <summary>Reads an element of any kind.</summary>
internal sealed class AnyResourceConverter : JsonConverter<AnyResource>
{
    public override AnyResource Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var element = document.RootElement.Clone();
        var row = new AnyResource { Element = element };
        if (PlainValues.From(element) is IReadOnlyDictionary<string, object?> members)
        {
            row.Id = members.TryGetValue("id", out var id) && id is long number ? number : 0;
            row.AdditionalProperties = members;
        }

        return row;
    }

    public override void Write(Utf8JsonWriter writer, AnyResource value, JsonSerializerOptions options) => throw new NotSupportedException();
}
