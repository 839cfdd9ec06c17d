using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.Packages;

/// <summary>
/// What a server calls the part of an upload that holds the file. The vendor's pages say <c>data</c>, a published client sends
/// <c>archive</c>, the specification of 2025 says <c>File</c>. The server's refusal tells which one it wants, and is asked for once
/// in a session.
/// </summary>
internal sealed class UploadPart
{
    private static readonly string[] Names = ["data", "archive", "File"];

    // Refusals of the form of a request, not of what is in the file.
    private static readonly Regex IsAboutForm = new(
        @"\b(required|missing|expected|unexpected|unknown|not allowed|no file|must (have|contain|be sent|be present))\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private volatile string name = Names[0];

    /// <summary>The name that worked last, or the vendor's.</summary>
    public string Name { get => name; set => name = value; }

    /// <summary>
    /// The name to try after a refusal: the one that it mentions, else the next if it is about the form of the request; null when it
    /// is about something else or all were tried.
    /// </summary>
    public static string? After(ApiException refusal, IReadOnlyCollection<string> tried)
    {
        var text = $"{refusal.ServerMessage} {refusal.Details}";
        if (refusal.StatusCode is not (400 or 422) || !IsAboutForm.IsMatch(text))
        {
            return null;
        }

        var left = Names.Except(tried, StringComparer.Ordinal).ToList();
        return left.Find(name => Mentions(text, name)) ?? (tried.Any(name => Mentions(text, name)) || Mentions(text, "file") ? left.FirstOrDefault() : null);
    }

    private static bool Mentions(string text, string word) => Regex.IsMatch(text, $@"\b{word}\b", RegexOptions.CultureInvariant);
}
