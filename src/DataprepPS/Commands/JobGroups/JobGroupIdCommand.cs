using System.Management.Automation;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that take job groups by id or from the pipeline.</summary>
public abstract class JobGroupIdCommand : IdCommand
{
    /// <summary>The ids of the job groups. Several are worked on at a time; the results come in the order of the ids.</summary>
    [Parameter(Position = 0)]
    [Alias("JobGroupId")]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    private protected sealed override long[]? Ids => Id;

    private protected sealed override string IdName => "JobGroupId";
}
