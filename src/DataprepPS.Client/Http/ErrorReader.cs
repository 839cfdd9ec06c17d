using System;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataprepPS.Client.Http;

/// <summary>Reads error replies of every flavour: the API's own body, HTML of a proxy, nothing at all.</summary>
internal static class ErrorReader
{
    private const int ShownCharacters = 300;
    private const int LongestText = 4000;

    // Far more than is shown and longer than any token.
    private const int MaskedBytes = 64 * 1024;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ApiException Read(ApiRequest request, int status, string? requestId, ReadOnlyMemory<byte> body, TimeSpan? retryAfter, Func<string, string> mask)
    {
        var (name, message, details) = Parse(body);
        (name, message, details, requestId) = (Masked(name), Masked(message), Masked(details), Masked(requestId));
        var text = new StringBuilder($"{request}: the server answered {status}");
        if (name is not null)
        {
            text.Append(' ').Append(name);
        }

        var said = Join(message, details);
        if (said is null && name is null && !body.IsEmpty)
        {
            said = Excerpt(body, mask);
        }

        text.Append(said is null ? "." : $": {said}");
        return new ApiException(status, name, message, details, retryAfter, mask(text.ToString()), request.Endpoint.Editions) { RequestId = requestId };

        string? Masked(string? text) => text is null ? null : Clean(mask(text), LongestText);
    }

    private static (string? Name, string? Message, string? Details) Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(Json.ReplyReader.WithoutByteOrderMark(body));
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return default;
            }

            var exception = Member(root, "exception") is { ValueKind: JsonValueKind.Object } inner ? inner : root;
            return (Text(exception, "name"), Text(exception, "message"), Text(exception, "details"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    private static JsonElement? Member(JsonElement element, string name)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }

    private static string? Text(JsonElement element, string name) => Member(element, name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => string.IsNullOrWhiteSpace(text.GetString()) ? null : text.GetString(),
        { } other => WithoutEscapes(other),
    };

    // Escapes would hide a secret from the redactor.
    private static string WithoutEscapes(JsonElement element)
    {
        using var stream = new MemoryStream();
        try
        {
            using var writer = new Utf8JsonWriter(stream, Readable);
            element.WriteTo(writer);
            writer.Flush();
            return Encoding.UTF8.GetString(stream.ToArray());
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return Json.PlainValues.Raw(element);
        }
    }

    private static string? Join(string? message, string? details) => (message, details) switch
    {
        (null, null) => null,
        (null, _) => Sentence(details!),
        (_, null) => Sentence(message!),
        _ when details!.StartsWith(message!, StringComparison.OrdinalIgnoreCase) => Sentence(details),
        _ => $"{Sentence(message!)} {Sentence(details)}",
    };

    private static string Sentence(string text) => text.Length == 0 || text[text.Length - 1] is '.' or '!' or '?' ? text : text + ".";

    /// <summary>The beginning of a body, fit to be shown. Masked before it is cut: half a secret is not recognised any more.</summary>
    internal static string Excerpt(ReadOnlyMemory<byte> body, Func<string, string> mask, int length = ShownCharacters) =>
        Clean(mask(Encoding.UTF8.GetString(body.Slice(0, Math.Min(body.Length, MaskedBytes)).ToArray())), length).Trim();

    /// <summary>A server's text, fit to be shown.</summary>
    internal static string Shown(string text, Func<string, string> mask) => Clean(mask(text), ShownCharacters).Trim();

    // Control characters of a server's text could steer the terminal it is shown on.
    private static string Clean(string text, int length)
    {
        var clean = new StringBuilder();
        foreach (var character in text)
        {
            if (clean.Length == length)
            {
                return clean.Append('…').ToString();
            }

            clean.Append(char.IsControl(character) && character is not ('\n' or '\t') ? ' ' : character);
        }

        return clean.ToString();
    }
}
