using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Datasets;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Puts imported datasets into a flow, where recipes can read them.</summary>
[Cmdlet(VerbsCommon.Add, "DpFlowDataset", SupportsShouldProcess = true)]
[OutputType(typeof(ImportedDataset))]
public sealed class AddDpFlowDatasetCommand : AddToFlowCommand
{
    /// <summary>Ids of imported datasets, or the datasets themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("ImportedDataset")]
    [ResourceId("ImportedDatasetId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? ImportedDatasetId { get; set; }

    private protected override long[]? Ids => ImportedDatasetId;

    private protected override string IdName => "ImportedDatasetId";

    private protected override Task AddAsync(long id) => Client.Datasets.AddToFlowAsync(id, FlowId, Calls);

    private protected override async Task<Resource> ReadAsync(long id)
    {
        var dataset = await Client.Datasets.GetAsync(id, null, Calls).ConfigureAwait(false);
        dataset.FlowId = FlowId;
        return dataset;
    }
}
