using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Changes how results are made and where they go.</summary>
[Cmdlet(VerbsCommon.Set, "DpOutputObject", SupportsShouldProcess = true)]
[OutputType(typeof(OutputObject))]
public sealed class SetDpOutputObjectCommand : SetCommand
{
    /// <summary>Ids of output objects.</summary>
    [Parameter(Position = 0)]
    [Alias("OutputObjectId")]
    [ResourceId("OutputObjectId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>The engine.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ExecutionCompleter))]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? Execution { get; set; }

    /// <summary>Whether to make a profile of the results.</summary>
    [Parameter]
    [Member]
    public bool? Profiler { get; set; }

    /// <summary>Runs although steps of the recipe are broken; -IgnoreRecipeErrors:$false takes it back.</summary>
    [Parameter]
    [Member]
    public SwitchParameter IgnoreRecipeErrors { get; set; }

    /// <summary>Its name.</summary>
    [Parameter]
    [Member]
    public string? Name { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    [Member]
    public string? Description { get; set; }

    /// <summary>Files to write instead of those it has.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Member("writeSettings")]
    public WriteSetting[]? WriteSetting { get; set; }

    /// <summary>Tables to publish to instead of those it has.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Member("publications")]
    public Publication[]? Publication { get; set; }

    /// <summary>SQL to run instead of what it has.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Member("sqlScripts")]
    public SqlScript[]? SqlScript { get; set; }

    private protected override IResourceClient Resources => Client.Outputs;
}
