using System;
using System.Collections.Generic;
using System.Linq;

namespace DataprepPS.Client.Http;

/// <summary>
/// Masks every secret a session has had, in every form: a session that renews its tokens has many, and an old
/// one may still stand in a late reply. Owns them and wipes them with the session.
/// </summary>
internal sealed class Redactor : IDisposable
{
    // Of a pair each five minutes: hours after its replacement no reply repeats a token that nobody accepts.
    private const int MostSecrets = 128;

    private readonly object sync = new();
    private readonly List<Secret> secrets = [];

    // Passwords and keys that went into bodies; apart, because a thousand of them must not push the token out.
    private readonly List<Secret> sent = [];
    private volatile string[]? forms;
    private volatile bool isClosed;

    public Redactor(params Secret[] secrets) => this.secrets.AddRange(secrets);

    /// <summary>Masks this one too from now on.</summary>
    public Secret Add(Secret secret)
    {
        Add(secrets, secret);
        return secret;
    }

    /// <summary>Masks what a request's body is going to hold, for servers that repeat it in their errors.</summary>
    public void AddSent(Secret secret) => Add(sent, secret);

    public string Mask(string text)
    {
        if (isClosed)
        {
            return Secret.Withheld;
        }

        foreach (var form in forms ?? Collect())
        {
            text = text.Replace(form, "***");
        }

        return text;
    }

    public void Dispose()
    {
        lock (sync)
        {
            isClosed = true;
            forms = null;
            foreach (var kept in new[] { secrets, sent })
            {
                kept.ForEach(secret => secret.Dispose());
                kept.Clear();
            }
        }
    }

    private void Add(List<Secret> kept, Secret secret)
    {
        lock (sync)
        {
            kept.Add(secret);
            if (kept.Count > MostSecrets)
            {
                kept[0].Dispose();
                kept.RemoveAt(0);
            }

            forms = null;
        }
    }

    // The longest first: one secret may begin with another.
    private string[] Collect()
    {
        lock (sync)
        {
            return forms = [.. secrets.Concat(sent).SelectMany(secret => secret.KnownForms).Distinct().OrderByDescending(form => form.Length)];
        }
    }
}
