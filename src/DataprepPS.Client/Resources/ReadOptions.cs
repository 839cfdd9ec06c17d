using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace DataprepPS.Client.Resources;

/// <summary>What a read may ask for besides the object itself.</summary>
public sealed class ReadOptions
{
    /// <summary>Associations to include, e.g. <c>jobs.errorMessage</c>.</summary>
    public IReadOnlyList<string>? Embed { get; init; }

    /// <summary>Only these fields (and the id). The server may send more.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>Also objects that were deleted.</summary>
    public bool IncludeDeleted { get; init; }

    /// <summary>
    /// What people want to see beside ids, for objects that have such: of job groups the names of recipe, flow and person, and why
    /// they failed. Costs one more request a page at the most.
    /// </summary>
    public bool WithNames { get; init; }

    /// <summary>The same with more associations beside those that were asked for.</summary>
    internal static ReadOptions? With(ReadOptions? read, IEnumerable<string> embed)
    {
        var all = (read?.Embed ?? []).Concat(embed).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return all.Count == 0 ? read : new ReadOptions { Embed = all, Fields = read?.Fields, IncludeDeleted = read?.IncludeDeleted == true, WithNames = read?.WithNames == true };
    }

    internal IReadOnlyCollection<string>? FieldsWithId()
    {
        if (Fields is null || Fields.Count == 0 || Fields.Contains("id", StringComparer.OrdinalIgnoreCase))
        {
            return Fields;
        }

        return ["id", .. Fields];
    }
}

/// <summary>Which part of a list is wanted.</summary>
public sealed class ListOptions
{
    /// <summary>At most so many objects; null for all.</summary>
    public long? First { get; init; }

    /// <summary>Objects to leave out at the beginning.</summary>
    public long Skip { get; init; }

    /// <summary>Ask the server for the total, reported through <see cref="OnTotal"/>.</summary>
    public Action<long?>? OnTotal { get; init; }

    // For a caller who wants the newest rows and ends early: a large page at once, and none fetched ahead.
    internal bool FewRequests { get; init; }

    // What only the first page embeds: rows that are looked at at once.
    internal IReadOnlyList<string>? FirstEmbed { get; set; }

    // Gets the rows of each page before any of them is visited.
    internal Func<IReadOnlyList<Resource>, Task>? OnPage { get; init; }
}
