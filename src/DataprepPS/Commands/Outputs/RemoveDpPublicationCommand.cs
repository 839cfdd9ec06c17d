using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes tables from what output objects publish to. The tables themselves stay.</summary>
[Cmdlet(VerbsCommon.Remove, "DpPublication", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpPublicationCommand : RemoveCommand
{
    /// <summary>Ids of publications.</summary>
    [Parameter(Position = 0)]
    [Alias("PublicationId")]
    [ResourceId("PublicationId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Publications;
}
