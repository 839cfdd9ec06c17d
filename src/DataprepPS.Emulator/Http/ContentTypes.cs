using System;
using System.Linq;
using Microsoft.AspNetCore.Http;

namespace DataprepPS.Emulator;

/// <summary>A wrong Content-Type or Accept is a 415, as documented.</summary>
internal static class ContentTypes
{
    public static void Check(HttpRequest request, Route route, bool hasBody)
    {
        var accept = request.Headers.Accept.ToString();
        if (accept.Length > 0 && !accept.Split(',').Any(IsServed))
        {
            throw Unsupported($"Cannot answer with {accept}");
        }

        var sent = request.ContentType ?? string.Empty;
        if (route.ContentType is { } expected && hasBody && !IsSent(expected) && !(route.AlsoJson && IsSent("application/json")))
        {
            throw Unsupported($"Content-Type must be {expected}, not {(sent.Length == 0 ? "absent" : sent)}");
        }

        bool IsSent(string type) => sent.StartsWith(type, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsServed(string accept) => accept.Split(';')[0].Trim() switch
    {
        "*/*" or "application/*" or "application/json" or "application/pdf" or "application/octet-stream" or "application/zip" or "text/json" => true,
        _ => false,
    };

    private static ApiProblem Unsupported(string details) =>
        new(415, "UnsupportedMediaTypeException", "Unsupported Media Type", details);
}
