using System;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.JobGroups;

/// <summary>Which job groups to list. Follows listJobLibrary of the API.</summary>
public sealed class JobGroupQuery
{
    /// <summary>Only with this status.</summary>
    public string? Status { get; init; }

    /// <summary>Only started by: ui, schedule, api.</summary>
    public string? RanFrom { get; init; }

    /// <summary>Only of this kind: recipe, plan, sampling, ...</summary>
    public string? RanFor { get; init; }

    /// <summary>all or currentUser.</summary>
    public string? RunBy { get; init; }

    /// <summary>Free text the server looks for.</summary>
    public string? Filter { get; init; }

    /// <summary>Created at or after this instant.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Created before this instant.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>A field name, with a minus sign in front for descending order.</summary>
    public string? Sort { get; init; }

    /// <summary>Embeds, fields, deleted ones.</summary>
    public ReadOptions? Read { get; init; }

    internal Query ToQuery() => new Query()
        .Add("status", Status)
        .Add("ranfrom", RanFrom)
        .Add("ranfor", RanFor)
        .Add("runBy", RunBy)
        .Add("filter", Filter)
        .Add("dateFilter[createdAt][gte]", CreatedAfter)
        .Add("dateFilter[createdAt][lt]", CreatedBefore)
        .Add("sort", Sort)
        .Add(Read);
}
