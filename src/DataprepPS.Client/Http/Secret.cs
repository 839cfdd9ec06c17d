using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DataprepPS.Client.Http;

/// <summary>
/// What proves who we are: a bearer token, or user and password for self-managed servers. Held encrypted
/// where the platform can, and wiped on <see cref="Dispose"/>.
/// </summary>
internal sealed class Secret : IDisposable
{
    /// <summary>Stands for a secret.</summary>
    public const string Stars = "***";

    /// <summary>Stands for a text that can no longer be masked.</summary>
    public const string Withheld = "(withheld: the session is closed)";

    /// <summary>Stands for a text that may hold a secret nobody knows yet.</summary>
    public const string Hidden = "(withheld: it may hold a secret)";

    private readonly SecureString value;
    private readonly string? user;
    private Lazy<string[]>? forms;

    private Secret(SecureString value, string? user)
    {
        this.value = value.Copy();
        this.value.MakeReadOnly();
        this.user = user;
        forms = new Lazy<string[]>(Forms);
    }

    /// <exception cref="ArgumentException">The token has characters that no header can carry.</exception>
    public static Secret Token(SecureString token)
    {
        var secret = new Secret(token, null);
        if (secret.Reveal().Any(character => character is <= ' ' or > '~'))
        {
            secret.Dispose();
            throw new ArgumentException("The token contains a blank, a line break or another character that tokens do not have. Was it read from a file with its line end?");
        }

        return secret;
    }

    /// <summary>A secret that is only masked and never sent: it may have any characters.</summary>
    public static Secret Masked(SecureString text) => new(text, null);

    public static Secret Basic(string user, SecureString password) => new(password, user);

    public AuthenticationHeaderValue Header() => user is null
        ? new AuthenticationHeaderValue("Bearer", Reveal())
        : new AuthenticationHeaderValue("Basic", Encoded());

    /// <summary>The text with every form of the secret replaced by stars.</summary>
    public string Mask(string text)
    {
        if (forms is not { } known)
        {
            return Withheld;
        }

        foreach (var form in known.Value)
        {
            text = text.Replace(form, Stars);
        }

        return text;
    }

    /// <summary>The secret in every form a server can repeat it in; none once it is wiped.</summary>
    public string[] KnownForms => forms?.Value ?? [];

    /// <summary>Whether this is the secret of that text.</summary>
    public bool Is(string text) => forms is not null && string.Equals(Reveal(), text, StringComparison.Ordinal);

    public void Dispose()
    {
        forms = null;
        value.Dispose();
    }

    private string Encoded() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{Reveal()}"));

    // What a server can echo: the secret itself and its header form, either of them encoded for a URL, a page or
    // JSON. A secret of one or two characters would mask half of every message and protects nothing.
    private string[] Forms()
    {
        var plain = Reveal();
        List<string> all = user is null ? [] : [Encoded()];
        if (plain.Length > 2)
        {
            all.Add(plain);
        }

        return [.. all.SelectMany(Encodings).Distinct().OrderByDescending(form => form.Length)];
    }

    private static IEnumerable<string> Encodings(string text)
    {
        var url = Uri.EscapeDataString(text);
        var json = JsonEncodedText.Encode(text).Value;
        return
        [
            text, url, Regex.Replace(url, "%..", hex => hex.Value.ToLowerInvariant()), WebUtility.HtmlEncode(text),
            json, Regex.Replace(json, @"\\u....", hex => hex.Value.ToLowerInvariant()), text.Replace("/", "\\/"), json.Replace("/", "\\/"),
        ];
    }

    public string Reveal() => Reveal(value);

    /// <summary>A text that came from a server, kept as a secret from now on.</summary>
    public static SecureString Hide(string text)
    {
        var secure = new SecureString();
        foreach (var character in text)
        {
            secure.AppendChar(character);
        }

        secure.MakeReadOnly();
        return secure;
    }

    /// <summary>The text of a SecureString, for the moment in which .NET needs it as text.</summary>
    public static string Reveal(SecureString value)
    {
        var pointer = Marshal.SecureStringToGlobalAllocUnicode(value);
        try
        {
            return Marshal.PtrToStringUni(pointer) ?? string.Empty;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }
}
