using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

using DataprepPS.Client.Json;

namespace DataprepPS.Client.Http;

/// <summary>
/// Masks every secret a session has had, in every form: a session that renews its tokens has many, and an old
/// one may still stand in a late reply. Owns them and wipes them with the session.
/// </summary>
internal sealed class Redactor : IDisposable
{
    // Of a pair each five minutes: hours after its replacement no reply repeats a token that nobody accepts.
    private const int MostSecrets = 128;

    // A shorter one can be a part of any name; it is masked only where a text is nothing else.
    private const int ShortestPart = 8;

    private readonly object sync = new();
    private readonly List<Secret> secrets = [];

    // Passwords and keys that went into bodies; apart, because a thousand of them must not push the token out.
    private readonly List<Secret> sent = [];
    private volatile string[]? forms;
    private volatile string[]? sentForms;
    private volatile bool hasSent;
    private volatile bool isClosed;

    public Redactor(params Secret[] secrets) => this.secrets.AddRange(secrets);

    /// <summary>Masks this one too from now on.</summary>
    public Secret Add(Secret secret)
    {
        Add(secrets, secret);
        return secret;
    }

    /// <summary>Masks what a request's body is going to hold, for servers that repeat it in their errors or show it in what they made of it.</summary>
    public void AddSent(Secret secret)
    {
        Add(sent, secret);
        hasSent = true;
    }

    public string Mask(string text)
    {
        if (isClosed)
        {
            return Secret.Withheld;
        }

        foreach (var form in forms ?? Collect())
        {
            text = text.Replace(form, Secret.Stars);
        }

        return text;
    }

    /// <summary>A reply without what was sent as a secret, so that no object made of it shows that; empty when that is no longer known.</summary>
    public ReadOnlyMemory<byte> MaskReply(ReadOnlyMemory<byte> body)
    {
        if (!hasSent || body.IsEmpty)
        {
            return body;
        }

        var known = sentForms ?? CollectSent();
        if (isClosed)
        {
            return default;
        }

        try
        {
            return MaskTexts(ReplyReader.WithoutByteOrderMark(body), known);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or a text in it is none: whoever reads it may still show it as it is.
            var text = Encoding.UTF8.GetString(body.ToArray());
            var shown = Shown(text, known);
            return shown == text ? body : Encoding.UTF8.GetBytes(shown);
        }
    }

    public void Dispose()
    {
        lock (sync)
        {
            isClosed = true;
            (forms, sentForms) = (null, null);
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

            (forms, sentForms) = (null, null);
        }
    }

    // Text by text, and only in values: numbers, names of members and everything else stay byte for byte.
    private static ReadOnlyMemory<byte> MaskTexts(ReadOnlyMemory<byte> body, string[] known)
    {
        using var masked = new MemoryStream();
        var copied = 0;
        var reader = new Utf8JsonReader(body.Span);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { } text || Shown(text, known) is var shown && shown == text)
            {
                continue;
            }

            Append(masked, body.Slice(copied, (int)reader.TokenStartIndex - copied));
            Append(masked, JsonSerializer.SerializeToUtf8Bytes(shown, DataprepJson.Default.String));
            copied = (int)reader.BytesConsumed;
        }

        if (copied == 0)
        {
            return body;
        }

        Append(masked, body.Slice(copied));
        return masked.ToArray();
    }

    private static void Append(MemoryStream target, ReadOnlyMemory<byte> bytes) => target.Write(bytes.ToArray(), 0, bytes.Length);

    private static string Shown(string text, string[] known)
    {
        foreach (var form in known)
        {
            text = text == form ? Secret.Stars : form.Length < ShortestPart ? text : text.Replace(form, Secret.Stars);
        }

        return text;
    }

    private string[] Collect()
    {
        lock (sync)
        {
            return forms = Forms(secrets.Concat(sent));
        }
    }

    private string[] CollectSent()
    {
        lock (sync)
        {
            return sentForms = Forms(sent);
        }
    }

    // The longest first: one secret may begin with another.
    private static string[] Forms(IEnumerable<Secret> kept) => [.. kept.SelectMany(secret => secret.KnownForms).Distinct().OrderByDescending(form => form.Length)];
}
