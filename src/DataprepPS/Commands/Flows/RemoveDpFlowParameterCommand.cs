using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes run parameters that flows set, so that their recipes have their own again.</summary>
[Cmdlet(VerbsCommon.Remove, "DpFlowParameter", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpFlowParameterCommand : RemoveCommand
{
    /// <summary>Ids of flow parameters.</summary>
    [Parameter(Position = 0)]
    [Alias("FlowParameterId")]
    [ResourceId("FlowParameterId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.FlowParameters;
}
