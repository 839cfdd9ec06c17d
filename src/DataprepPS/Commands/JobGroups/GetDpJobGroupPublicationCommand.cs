using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.JobGroups;

namespace DataprepPS.Commands;

/// <summary>Reads the publications of job groups.</summary>
[Cmdlet(VerbsCommon.Get, "DpJobGroupPublication")]
[OutputType(typeof(JobGroupPublication))]
public sealed class GetDpJobGroupPublicationCommand : JobGroupIdCommand
{
    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input) =>
        Write(await GatherAsync<JobGroupPublication>(visit => Client.JobGroups.GetPublicationsAsync(id, visit, Calls)).ConfigureAwait(false));
}
