using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes files from what output objects write. Files that were written stay.</summary>
[Cmdlet(VerbsCommon.Remove, "DpWriteSetting", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpWriteSettingCommand : RemoveCommand
{
    /// <summary>Ids of write settings.</summary>
    [Parameter(Position = 0)]
    [Alias("WriteSettingId")]
    [ResourceId("WriteSettingId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.WriteSettings;
}
