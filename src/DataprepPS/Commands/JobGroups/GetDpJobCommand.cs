using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Completion;

namespace DataprepPS.Commands;

/// <summary>Reads the stages of job groups.</summary>
[Cmdlet(VerbsCommon.Get, "DpJob")]
[OutputType(typeof(DataprepPS.Client.JobGroups.Job))]
public sealed class GetDpJobCommand : IdCommand
{
    /// <summary>Ids of job groups.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, long.MaxValue)]
    public long[]? JobGroupId { get; set; }

    /// <summary>Associations to include.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(JobEmbedCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Embed { get; set; }

    private protected override long[]? Ids => JobGroupId;

    private protected override string IdName => "JobGroupId";

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input) =>
        Write(await Client.JobGroups.GetJobsAsync(id, Embed, Calls).ConfigureAwait(false));
}
