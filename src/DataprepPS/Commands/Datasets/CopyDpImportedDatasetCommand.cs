using System.Collections;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Datasets;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Copies imported datasets and emits each copy. Copies read the same file or table.</summary>
[Cmdlet(VerbsCommon.Copy, "DpImportedDataset", SupportsShouldProcess = true)]
[OutputType(typeof(ImportedDataset))]
public sealed class CopyDpImportedDatasetCommand : CopyCommand
{
    /// <summary>Ids of imported datasets.</summary>
    [Parameter(Position = 0)]
    [Alias("ImportedDatasetId")]
    [ResourceId("ImportedDatasetId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override async Task<Resource> CopyAsync(long id, IDictionary members) => await Client.Datasets.CopyAsync(id, members, Calls).ConfigureAwait(false);
}
