using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes environment parameters.</summary>
[Cmdlet(VerbsCommon.Remove, "DpEnvironmentParameter", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpEnvironmentParameterCommand : RemoveCommand
{
    /// <summary>Ids of environment parameters.</summary>
    [Parameter(Position = 0)]
    [Alias("EnvironmentParameterId")]
    [ResourceId("EnvironmentParameterId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.EnvironmentParameters;
}
