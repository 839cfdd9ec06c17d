using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;

namespace DataprepPS.Commands;

/// <summary>Lists what flows make: the outputs of their recipes.</summary>
[Cmdlet(VerbsCommon.Get, "DpFlowOutput")]
[OutputType(typeof(OutputObject))]
public sealed class GetDpFlowOutputCommand : FlowIdCommand
{
    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        var ofFlow = new ResourceQuery { Parent = new ResourceParent(IdName, id) };
        return Write(await GatherAsync<OutputObject>(visit => Client.Outputs.ListAsync(ofFlow, null, visit, Calls)).ConfigureAwait(false));
    }
}
