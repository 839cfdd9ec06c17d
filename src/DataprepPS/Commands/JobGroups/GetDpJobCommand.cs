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
    /// <summary>The ids of the job groups.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, long.MaxValue)]
    public long[]? JobGroupId { get; set; }

    /// <summary>Associations the server shall include. errorMessage gives the texts of errors.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(JobEmbedCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Embed { get; set; }

    private protected override long[]? Ids => JobGroupId;

    private protected override string IdName => "JobGroupId";

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input) =>
        Write(await Client.JobGroups.GetJobsAsync(id, Embed, Calls).ConfigureAwait(false));
}
