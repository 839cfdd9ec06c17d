using System;
using System.Management.Automation;

using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>A <see cref="GetListedCommand"/> of runs, which are listed by how they stand, what started them and when.</summary>
public abstract class GetRunCommand : GetListedCommand
{
    /// <summary>Only with this status.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(StatusCompleter))]
    [ValidateNotNullOrEmpty]
    [Query("status")]
    public string? Status { get; set; }

    /// <summary>Only started so.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateSet("ui", "schedule", "api")]
    [Query("ranfrom")]
    public string? RanFrom { get; set; }

    /// <summary>Only my own, or everybody's.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateSet("all", "currentUser")]
    [Query("runBy")]
    public string? RunBy { get; set; }

    /// <summary>Created at or after this instant.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [IsoDate]
    [Query("dateFilter[createdAt][gte]")]
    public DateTimeOffset? CreatedAfter { get; set; }

    /// <summary>Created before this instant.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [IsoDate]
    [Query("dateFilter[createdAt][lt]")]
    public DateTimeOffset? CreatedBefore { get; set; }
}
