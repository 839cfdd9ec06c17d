using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Datasets;

namespace DataprepPS.Commands;

/// <summary>Lists the imported datasets of flows, whether a recipe reads them or not.</summary>
[Cmdlet(VerbsCommon.Get, "DpFlowInput")]
[OutputType(typeof(ImportedDataset))]
public sealed class GetDpFlowInputCommand : FlowIdCommand
{
    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input) =>
        Write(await GatherAsync<ImportedDataset>(visit => Client.Datasets.ListInputsAsync(id, visit, Calls)).ConfigureAwait(false));
}
