using System;

namespace DataprepPS.Client.Runs;

/// <summary>What people call runs of one kind, and how they look at them.</summary>
public sealed class RunKind
{
    /// <param name="noun">The noun of its cmdlets, e.g. <c>JobGroup</c>.</param>
    /// <param name="thing">The same in words, e.g. <c>job group</c>.</param>
    /// <param name="source">What it is a run of, e.g. <c>recipe</c>.</param>
    internal RunKind(string noun, string thing, string source)
    {
        Noun = noun;
        Thing = thing;
        Source = source;
    }

    /// <summary>The noun of its cmdlets without our prefix, e.g. <c>JobGroup</c>.</summary>
    public string Noun { get; }

    /// <summary>The same in words, e.g. <c>job group</c>.</summary>
    public string Thing { get; }

    /// <summary>What it is a run of, e.g. <c>recipe</c>.</summary>
    public string Source { get; }

    /// <summary>How to list those of one's own.</summary>
    internal string HowToList { get; init; } = string.Empty;

    /// <summary>What to look at when one failed, as a full sentence.</summary>
    internal Func<long, string> WhatToLookAt { get; init; } = static _ => string.Empty;

    /// <summary>One of them, at the beginning of a sentence.</summary>
    internal string Name(long id) => $"{char.ToUpperInvariant(Thing[0])}{Thing.Substring(1)} {id}";

    /// <summary>One of them with what it is a run of, at the beginning of a sentence.</summary>
    internal string Name(Run run) => $"{Name(run.Id)}{(run.SourceId is { } source ? $" of {Source} {source}" : string.Empty)}";
}
