using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Datasets;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Lets all of a flow that reads one imported dataset read another.</summary>
[Cmdlet(VerbsCommon.Set, "DpFlowDataset", SupportsShouldProcess = true)]
[OutputType(typeof(ImportedDataset))]
public sealed class SetDpFlowDatasetCommand : IdCommand
{
    /// <summary>Ids of flows, or the flows themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("Flow")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? FlowId { get; set; }

    /// <summary>The dataset that is read now.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ImportedDataset")]
    [ResourceId("ImportedDatasetId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long ImportedDatasetId { get; set; }

    /// <summary>The dataset to read instead.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("NewImportedDataset")]
    [ResourceId("ImportedDatasetId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long NewImportedDatasetId { get; set; }

    /// <summary>Emits the dataset that is read now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override long[]? Ids => FlowId;

    private protected override string IdName => "FlowId";

    private protected override string Change => $"Replace dataset {ImportedDatasetId} by {NewImportedDatasetId}";

    // One after the other: the server works on the whole flow, and it may be the same one.
    private protected override int AtATime => 1;

    private protected override Func<Task<Func<Task>>> Prepare(long id, PSObject? input)
    {
        var (old, next) = (ImportedDatasetId, NewImportedDatasetId);
        return () => ReplaceAsync(id, old, next);
    }

    private protected override Task<Func<Task>> WorkAsync(long id, PSObject? input) => Prepare(id, input)();

    private async Task<Func<Task>> ReplaceAsync(long flow, long old, long next)
    {
        await Client.Datasets.ReplaceInFlowAsync(flow, old, next, Calls).ConfigureAwait(false);
        if (!PassThru)
        {
            return Nothing;
        }

        var dataset = await Client.Datasets.GetAsync(next, null, Calls).ConfigureAwait(false);
        dataset.FlowId = flow;
        return Write(dataset);
    }
}
