using System.Collections;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Copies flows and emits each copy.</summary>
[Cmdlet(VerbsCommon.Copy, "DpFlow", SupportsShouldProcess = true)]
[OutputType(typeof(Flow))]
public sealed class CopyDpFlowCommand : CopyCommand
{
    /// <summary>Ids of flows.</summary>
    [Parameter(Position = 0)]
    [Alias("FlowId")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>What the copy is for.</summary>
    [Parameter]
    [Member]
    public string? Description { get; set; }

    /// <summary>Copies the flow's datasets too; without it, the copy reads those of the flow.</summary>
    [Parameter]
    [Member("copyDatasources")]
    public SwitchParameter CopyDatasource { get; set; }

    private protected override async Task<Resource> CopyAsync(long id, IDictionary members) => await Client.Flows.CopyAsync(id, members, Calls).ConfigureAwait(false);
}
