using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;

namespace DataprepPS.Client.Http;

/// <summary>
/// What proves who we are: a bearer token, or user and password for self-managed servers. Held encrypted
/// where the platform can, and wiped on <see cref="Dispose"/>.
/// </summary>
internal sealed class Secret : IDisposable
{
    private readonly SecureString value;
    private readonly string? user;
    private readonly Lazy<string[]> forms;

    private Secret(SecureString value, string? user)
    {
        this.value = value.Copy();
        this.value.MakeReadOnly();
        this.user = user;
        forms = new Lazy<string[]>(Forms);
    }

    public static Secret Token(SecureString token) => new(token, null);

    public static Secret Basic(string user, SecureString password) => new(password, user);

    public AuthenticationHeaderValue Header() => user is null
        ? new AuthenticationHeaderValue("Bearer", Reveal())
        : new AuthenticationHeaderValue("Basic", Encoded());

    /// <summary>The text with every form of the secret replaced by stars.</summary>
    public string Mask(string text)
    {
        foreach (var form in forms.Value)
        {
            text = text.Replace(form, "***");
        }

        return text;
    }

    public void Dispose() => value.Dispose();

    private string Encoded() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{Reveal()}"));

    // What a server can echo: the secret itself, its header form, and either URL-encoded. A secret of one or
    // two characters would mask half of every message and protects nothing.
    private string[] Forms()
    {
        var plain = Reveal();
        List<string> all = user is null ? [] : [Encoded()];
        if (plain.Length > 2)
        {
            all.Add(plain);
        }

        return [.. all.Concat(all.Select(Uri.EscapeDataString)).Distinct().OrderByDescending(form => form.Length)];
    }

    private string Reveal()
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
