using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads output objects: by id or name, of a recipe or a flow, or all.</summary>
[Cmdlet(VerbsCommon.Get, "DpOutputObject", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(OutputObject))]
[Associations("flownode", "flownode.flow", "writeSettings", "publications", "sqlScripts", "creator", "updater")]
public sealed class GetDpOutputObjectCommand : GetNamedCommand
{
    /// <summary>Ids of output objects.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("OutputObjectId")]
    [ResourceId("OutputObjectId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Only those of these recipes; a recipe has one at most.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Recipe", "WrangledDatasetId")]
    [ResourceId("RecipeId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? RecipeId { get; set; }

    /// <summary>Only those of these flows.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Flow")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? FlowId { get; set; }

    private protected override IResourceClient Resources => Client.Outputs;
}
