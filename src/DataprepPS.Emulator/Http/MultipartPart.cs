using System;
using System.Linq;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace DataprepPS.Emulator;

/// <summary>Finds one part of a multipart body by its name.</summary>
internal static class MultipartPart
{
    /// <summary>The part's bytes; empty when there is no such part.</summary>
    public static ReadOnlySpan<byte> Find(string? contentType, ReadOnlySpan<byte> body, string name)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            return default;
        }

        var delimiter = Encoding.ASCII.GetBytes("--" + boundary);
        while (body.IndexOf(delimiter) is >= 0 and var start)
        {
            body = body[(start + delimiter.Length)..];
            var next = body.IndexOf(delimiter);
            var headEnd = body.IndexOf("\r\n\r\n"u8);
            if (next < 0 || headEnd < 0 || headEnd > next)
            {
                return default;
            }

            if (NameOf(Encoding.UTF8.GetString(body[..headEnd])) == name)
            {
                return body[(headEnd + 4)..(next - 2)];
            }
        }

        return default;
    }

    private static string? NameOf(string head)
    {
        var disposition = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase));
        return ContentDispositionHeaderValue.TryParse(disposition?["Content-Disposition:".Length..].Trim(), out var value)
            ? HeaderUtilities.RemoveQuotes(value.Name).Value
            : null;
    }
}
