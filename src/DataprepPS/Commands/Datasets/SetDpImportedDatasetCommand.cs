using System.Management.Automation;

using DataprepPS.Client.Datasets;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Renames imported datasets, or changes what is said of them; -Body changes more, such as the path.</summary>
[Cmdlet(VerbsCommon.Set, "DpImportedDataset", SupportsShouldProcess = true)]
[OutputType(typeof(ImportedDataset))]
public sealed class SetDpImportedDatasetCommand : SetCommand
{
    /// <summary>Ids of imported datasets.</summary>
    [Parameter(Position = 0)]
    [Alias("ImportedDatasetId")]
    [ResourceId("ImportedDatasetId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Its new name.</summary>
    [Parameter]
    [Member]
    public string? Name { get; set; }

    /// <summary>What it holds.</summary>
    [Parameter]
    [Member]
    public string? Description { get; set; }

    private protected override IResourceClient Resources => Client.Datasets;
}
