using System;
using System.Linq;
using System.Management.Automation;

namespace DataprepPS.Pipeline;

/// <summary>A name as it is typed, with PowerShell's wildcards or without; and as much of it as a server can narrow a list by.</summary>
internal sealed class NamePattern
{
    private static readonly char[] Special = ['*', '?', '[', ']', '`'];

    private readonly WildcardPattern pattern;

    public NamePattern(string name)
    {
        IsLiteral = !WildcardPattern.ContainsWildcardCharacters(name);
        pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        // Letters in brackets stand for one of them, so what is inside is no part of the name.
        Part = IsLiteral ? name : name.IndexOf('[') >= 0 ? Longest(name.Substring(0, name.IndexOf('['))) : Longest(name);
    }

    /// <summary>Whether there are no wildcards in it.</summary>
    public bool IsLiteral { get; }

    /// <summary>The longest part of it without wildcards; null for none.</summary>
    public string? Part { get; }

    public bool Matches(string? name) => name is not null && pattern.IsMatch(name);

    private static string? Longest(string text) => text.Split(Special, StringSplitOptions.RemoveEmptyEntries).OrderByDescending(part => part.Length).FirstOrDefault();
}
