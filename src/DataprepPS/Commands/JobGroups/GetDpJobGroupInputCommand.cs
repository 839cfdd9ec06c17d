using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.JobGroups;

namespace DataprepPS.Commands;

/// <summary>Reads what job groups read: datasets with their files and tables.</summary>
[Cmdlet(VerbsCommon.Get, "DpJobGroupInput")]
[OutputType(typeof(JobGroupInput))]
public sealed class GetDpJobGroupInputCommand : JobGroupIdCommand
{
    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input) =>
        Write(await Client.JobGroups.GetInputsAsync(id, Calls).ConfigureAwait(false));
}
