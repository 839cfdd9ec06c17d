using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.JobGroups;

namespace DataprepPS.Commands;

/// <summary>Reads the profile of job groups' results: an object for each column, with its types, how many values fit them, and the most frequent ones.</summary>
[Cmdlet(VerbsCommon.Get, "DpJobGroupProfile")]
[OutputType(typeof(ColumnProfile))]
public sealed class GetDpJobGroupProfileCommand : JobGroupIdCommand
{
    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input) =>
        Write(await Client.JobGroups.GetProfileAsync(id, Calls).ConfigureAwait(false));
}
