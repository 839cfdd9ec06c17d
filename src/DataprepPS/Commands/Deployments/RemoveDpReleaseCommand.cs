using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes releases. A deployment whose active release is removed runs nothing until another is activated.</summary>
[Cmdlet(VerbsCommon.Remove, "DpRelease", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpReleaseCommand : RemoveCommand
{
    /// <summary>Ids of releases.</summary>
    [Parameter(Position = 0)]
    [Alias("ReleaseId")]
    [ResourceId("ReleaseId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Releases;
}
