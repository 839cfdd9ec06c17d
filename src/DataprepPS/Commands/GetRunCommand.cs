using System;
using System.Management.Automation;

using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>A <see cref="GetListedCommand"/> of runs, which are listed by how they stand, what started them and when.</summary>
public abstract class GetRunCommand : GetListedCommand
{
    /// <summary>
    /// Only {things} of this status: Created, Pending, InProgress, Complete, Failed or Canceled. Tab completes them; other
    /// words pass.
    /// </summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(StatusCompleter))]
    [ValidateNotNullOrEmpty]
    [Query("status")]
    public string? Status { get; set; }

    /// <summary>Only {things} started this way: ui, schedule or api.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateSet("ui", "schedule", "api")]
    [Query("ranfrom")]
    public string? RanFrom { get; set; }

    /// <summary>all, or currentUser for those of the token's own user.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateSet("all", "currentUser")]
    [Query("runBy")]
    public string? RunBy { get; set; }

    /// <summary>
    /// Only {things} created at or after this instant. 2024-01-31 and 2024-01-31T12:00Z mean the same in every culture;
    /// without a zone it is local time.
    /// </summary>
    [Parameter(ParameterSetName = ListSet)]
    [IsoDate]
    [Query("dateFilter[createdAt][gte]")]
    public DateTimeOffset? CreatedAfter { get; set; }

    /// <summary>Only {things} created before this instant.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [IsoDate]
    [Query("dateFilter[createdAt][lt]")]
    public DateTimeOffset? CreatedBefore { get; set; }
}
