using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.JobGroups;

namespace DataprepPS.Commands;

/// <summary>Reads the files and tables that job groups wrote.</summary>
[Cmdlet(VerbsCommon.Get, "DpJobGroupOutput")]
[OutputType(typeof(JobGroupData))]
public sealed class GetDpJobGroupOutputCommand : JobGroupIdCommand
{
    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input) =>
        Write(await Client.JobGroups.GetOutputsAsync(id, Calls).ConfigureAwait(false));
}
