using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes imported datasets. Of an uploaded file the server may delete the file too, which breaks every other dataset that reads it.</summary>
[Cmdlet(VerbsCommon.Remove, "DpImportedDataset", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpImportedDatasetCommand : RemoveCommand
{
    /// <summary>Ids of imported datasets.</summary>
    [Parameter(Position = 0)]
    [Alias("ImportedDatasetId")]
    [ResourceId("ImportedDatasetId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Datasets;
}
