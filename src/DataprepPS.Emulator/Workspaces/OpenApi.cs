using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;

using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>The OpenAPI document of exactly what is implemented, made from the ledger.</summary>
internal static partial class OpenApi
{
    public static Reply Answer(Edition edition) => Reply.Ok(w =>
    {
        w.WriteStartObject();
        w.WriteString("openapi"u8, "3.0.3"u8);
        w.WriteStartObject("info"u8);
        w.WriteString("title"u8, "DataprepPS.Emulator"u8);
        w.WriteString("version"u8, "v4"u8);
        w.WriteEndObject();
        w.WriteStartObject("paths"u8);
        foreach (var path in Ledger.Of(edition).Select(route => route.Endpoint).GroupBy(endpoint => endpoint.Path))
        {
            WritePath(w, path.Key, path);
        }

        w.WriteEndObject();
        w.WriteEndObject();
    });

    private static void WritePath(Utf8JsonWriter w, string path, IEnumerable<Endpoint> endpoints)
    {
        w.WriteStartObject(path);
        foreach (var endpoint in endpoints)
        {
#pragma warning disable CA1308 // OpenAPI spells methods in lower case.
            w.WriteStartObject(endpoint.Method.Method.ToLowerInvariant());
#pragma warning restore CA1308
            w.WriteString("operationId"u8, endpoint.Operation);
            w.WriteString("description"u8, endpoint.Note);
            w.WriteString("x-evidence"u8, JsonNamingPolicy.CamelCase.ConvertName(endpoint.Evidence.ToString()));
            if (endpoint.Quota is { } quota)
            {
                w.WriteStartObject("x-rate-limit"u8);
                w.WriteNumber("user"u8, quota.User);
                w.WriteNumber("workspace"u8, quota.Workspace);
                w.WriteEndObject();
            }

            WriteParameters(w, path);
            w.WriteStartObject("responses"u8);
            w.WriteStartObject("default"u8);
            w.WriteString("description"u8, "See the ledger note."u8);
            w.WriteEndObject();
            w.WriteEndObject();
            w.WriteEndObject();
        }

        w.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter w, string path)
    {
        w.WriteStartArray("parameters"u8);
        foreach (Match match in PathParameter().Matches(path))
        {
            w.WriteStartObject();
            w.WriteString("name"u8, match.Groups[1].Value);
            w.WriteString("in"u8, "path"u8);
            w.WriteBoolean("required"u8, true);
            w.WriteStartObject("schema"u8);
            w.WriteString("type"u8, "integer"u8);
            w.WriteEndObject();
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
