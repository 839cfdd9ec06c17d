using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes connections. Datasets and outputs that use one break; what it leads to stays as it is.</summary>
[Cmdlet(VerbsCommon.Remove, "DpConnection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpConnectionCommand : RemoveCommand
{
    /// <summary>Ids of connections, or the connections themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("ConnectionId")]
    [ResourceId("ConnectionId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Connections;
}
