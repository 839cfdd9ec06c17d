using System.Collections;
using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Makes the output object of recipes: how their results are made and where they go. A recipe has one at most.</summary>
[Cmdlet(VerbsCommon.New, "DpOutputObject", SupportsShouldProcess = true)]
[OutputType(typeof(OutputObject))]
public sealed class NewDpOutputObjectCommand : NewCommand
{
    /// <summary>The recipe.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Recipe", "WrangledDatasetId")]
    [ResourceId("RecipeId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member("flowNodeId")]
    public long RecipeId { get; set; }

    /// <summary>The engine; photon unless another is named.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ExecutionCompleter))]
    [ValidateNotNullOrEmpty]
    [Member]
    public string Execution { get; set; } = "photon";

    /// <summary>Whether to make a profile of the results; not unless asked for.</summary>
    [Parameter]
    [Member]
    public bool? Profiler { get; set; }

    /// <summary>For runs by hand, not for scheduled ones.</summary>
    [Parameter]
    [Member("isAdhoc")]
    public SwitchParameter Adhoc { get; set; }

    /// <summary>Runs although steps of the recipe are broken.</summary>
    [Parameter]
    [Member]
    public SwitchParameter IgnoreRecipeErrors { get; set; }

    /// <summary>Files to write: what New-DpWriteSetting makes, or what another output has.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Member("writeSettings")]
    public WriteSetting[]? WriteSetting { get; set; }

    /// <summary>Tables to publish to: what New-DpPublication makes, or what another output has.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Member("publications")]
    public Publication[]? Publication { get; set; }

    /// <summary>SQL to run: what another output has, or hashtables with Sql, Type, Vendor and ConnectionId.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Member("sqlScripts")]
    public SqlScript[]? SqlScript { get; set; }

    private protected override IResourceClient Resources => Client.Outputs;

    private protected override void Complete(IDictionary members)
    {
        // The API wants to be told both.
        members["execution"] ??= Execution;
        members["profiler"] ??= false;
    }

    private protected override string Target(IDictionary members) => $"Recipe {RecipeId}";

    private protected override string Change => "Create its output object";
}
