using System.Collections;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Runs;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Runs flows, each once, and emits one flow run for each, with the job groups that were started.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "DpFlow", SupportsShouldProcess = true)]
[OutputType(typeof(FlowRun))]
public sealed class InvokeDpFlowCommand : RunCommand
{
    /// <summary>Ids of flows.</summary>
    [Parameter(Position = 0)]
    [Alias("FlowId")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    /// <summary>Only the outputs of these recipes of the flow.</summary>
    [Parameter]
    [Alias("WrangledDatasetId")]
    [ResourceId("RecipeId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [ValidateNotNullOrEmpty]
    public long[]? RecipeId { get; set; }

    /// <summary>The engine.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ExecutionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Execution { get; set; }

    /// <summary>Overrides by the names of recipes, each a dictionary as -Override of Start-DpJobGroup takes it.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Override { get; set; }

    /// <summary>Runs although steps of recipes are broken.</summary>
    [Parameter]
    public SwitchParameter IgnoreRecipeErrors { get; set; }

    private protected override IRunClient Runs => Client.FlowRuns;

    private protected override long[]? Ids => Id;

    private protected override string Change => RecipeId is null ? "Run" : $"Run recipe {string.Join(", ", RecipeId)}";

    private protected override async Task<Run> RunAsync(long id, IDictionary? parameters) => await Client.FlowRuns.StartAsync(
        new FlowRunRequest
        {
            FlowId = id,
            Parameters = parameters,
            RecipeIds = RecipeId,
            Execution = Execution,
            Overrides = Override is null ? null : PlainObjects.ToPlain(Override),
            IgnoreRecipeErrors = IgnoreRecipeErrors,
            ExecutionId = ExecutionId,
        },
        Calls).ConfigureAwait(false);
}
