using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;

namespace DataprepPS.Client.Tests.Support;

/// <summary>What goes wrong with a reply on the wire.</summary>
internal enum Wire
{
    Whole,

    /// <summary>The connection is reset instead of an answer.</summary>
    Reset,

    /// <summary>Half of the body, then the end of the connection.</summary>
    Truncated,

    /// <summary>Nothing at all until the client leaves.</summary>
    Silent,

    /// <summary>Half of the body, then nothing until the client leaves.</summary>
    Stalled,
}

/// <summary>One answer of the fixture server.</summary>
internal sealed record FixtureReply(int Status, byte[] Body)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public string ContentType { get; init; } = "application/json";

    public Wire Wire { get; init; }

    public static FixtureReply Reset { get; } = new(0, []) { Wire = Wire.Reset };

    public static FixtureReply Silent { get; } = new(0, []) { Wire = Wire.Silent };

    public static FixtureReply Json(string body, int status = 200) => new(status, Encoding.UTF8.GetBytes(body));

    public static FixtureReply Of(int status, params (string Name, string Value)[] headers) => new(status, []) { Headers = headers };

    public static FixtureReply Error(int status, string name = "Nothing", string message = "no", params (string Name, string Value)[] headers) =>
        Json($$$"""{"exception":{"name":"{{{name}}}","message":"{{{message}}}"}}""", status) with { Headers = headers };

    /// <summary>A rows list, as the API envelopes it.</summary>
    public static FixtureReply Rows(IEnumerable<long> ids, string? more = null) =>
        Json($$"""{"data":[{{string.Join(',', ids.Select(id => string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{id}}}""")))}}]{{more}}}""");

    /// <summary>A fixture file as the vendor's server sent it: <c>.http.json</c> has status and headers, others a status in their name.</summary>
    public static FixtureReply File(string name)
    {
        var node = Fixture.Node(name);
        if (!name.EndsWith(".http.json", StringComparison.Ordinal))
        {
            var parts = name.Split('.');
            var status = parts.FirstOrDefault(part => part.Length == 3 && int.TryParse(part, out _)) ?? "200";
            return Json(node!.ToJsonString(), int.Parse(status, CultureInfo.InvariantCulture));
        }

        var headers = node!["headers"] is JsonObject some ? some.Select(header => (header.Key, (string)header.Value!)).ToArray() : [];
        return Json(node["body"]!.ToJsonString(), (int?)node["status"] ?? 400) with { Headers = headers };
    }

    public byte[] Head()
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} Fixture\r\n"));
        if (Status != 304)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {ContentType}\r\nContent-Length: {Body.Length}\r\n");
        }

        foreach (var (name, value) in Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }
}

/// <summary>What the fixture server was sent.</summary>
internal sealed record FixtureRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Path => Target.Split('?')[0];

    /// <summary>The query as the server understands it.</summary>
    public string Query => Uri.UnescapeDataString(Target.Contains('?', StringComparison.Ordinal) ? Target.Substring(Target.IndexOf('?', StringComparison.Ordinal) + 1) : string.Empty);

    public string? this[string header] => Headers.TryGetValue(header, out var value) ? value : null;

    /// <summary>A number in the query, 0 when absent.</summary>
    public int Number(string name) => Query.Split('&').Where(part => part.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(part => int.Parse(part.AsSpan(name.Length + 1), CultureInfo.InvariantCulture)).FirstOrDefault();

    public override string ToString() => $"{Method} {Target}";
}
