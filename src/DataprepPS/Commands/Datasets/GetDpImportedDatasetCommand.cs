using System.Management.Automation;

using DataprepPS.Client.Datasets;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads imported datasets by id or name, or lists them; the library also has what recipes make and what other flows offer.</summary>
[Cmdlet(VerbsCommon.Get, "DpImportedDataset", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(ImportedDataset))]
[Associations("creator", "updater", "connection", "runParameters", "relationalSource", "fileConfigurations", "workspace")]
public sealed class GetDpImportedDatasetCommand : GetNamedCommand
{
    /// <summary>Ids of imported datasets.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("ImportedDatasetId")]
    [ResourceId("ImportedDatasetId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>What to list: imported (when absent), reference for what other flows offer, recipe for what recipes make, or all.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateSet("all", "imported", "reference", "recipe")]
    [Query("datasetsFilter")]
    public string? Kind { get; set; }

    /// <summary>Only those in these flows.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Flow")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? FlowId { get; set; }

    /// <summary>Only those that come from these connections.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Connection")]
    [ResourceId("ConnectionId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? ConnectionId { get; set; }

    /// <summary>Only one's own, or only those of others.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(OwnershipCompleter))]
    [ValidateNotNullOrEmpty]
    [Query("ownershipFilter")]
    public string? Ownership { get; set; }

    private protected override IResourceClient Resources => Client.Datasets;
}
