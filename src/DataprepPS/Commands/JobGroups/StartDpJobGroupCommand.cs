using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Outputs;
using DataprepPS.Client.Runs;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Starts job groups: runs recipes, each once, with parameters and other settings.</summary>
[Cmdlet(VerbsLifecycle.Start, "DpJobGroup", SupportsShouldProcess = true)]
[OutputType(typeof(JobGroup))]
[OutputType(typeof(RunCheck))]
public sealed class StartDpJobGroupCommand : RunCommand
{
    /// <summary>
    /// The recipes to run. A recipe is the API's wrangledDataset; its id is the number behind recipe= in the address of the
    /// user interface.
    /// </summary>
    [Parameter(Position = 0)]
    [Alias("WrangledDatasetId")]
    [ValidateRange(1, long.MaxValue)]
    public long[]? RecipeId { get; set; }

    /// <summary>What now means in date parameters of the run. A time without an offset is local.</summary>
    [Parameter]
    [IsoDate]
    public DateTimeOffset? ReferenceDate { get; set; }

    /// <summary>
    /// The engine: photon, dataflow, spark, databricksSpark, emrSpark, amp, or another word the server knows. Which exist
    /// depends on the product.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ExecutionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Execution { get; set; }

    /// <summary>Whether a profile of the results is made: $true or $false. Without it the output's own setting holds.</summary>
    [Parameter]
    public bool? Profiler { get; set; }

    /// <summary>Files to write instead of the output's own, from New-DpWriteSetting.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public WriteSetting[]? WriteSetting { get; set; }

    /// <summary>Tables to publish to instead of the output's own, from New-DpPublication.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Publication[]? Publication { get; set; }

    /// <summary>More members of overrides, under the API's names. They are merged last, over what the other parameters say.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Override { get; set; }

    /// <summary>Reads SQL sources again although they are cached.</summary>
    [Parameter]
    public SwitchParameter ForceCacheUpdate { get; set; }

    /// <summary>Runs although steps of the recipe are broken.</summary>
    [Parameter]
    public SwitchParameter IgnoreRecipeErrors { get; set; }

    /// <summary>
    /// Asks the server to check the request without running it. What comes is no job group and cannot be waited for: it says
    /// that the recipe can be run. What the server does not accept is an error.
    /// </summary>
    [Parameter]
    public SwitchParameter TestMode { get; set; }

    /// <summary>How the server shall list the run: ui, schedule or api. Rarely needed.</summary>
    [Parameter]
    [ValidateSet("ui", "schedule", "api")]
    public string? RanFrom { get; set; }

    private protected override long[]? Ids => RecipeId;

    private protected override string IdName => "RecipeId";

    private protected override IReadOnlyList<string> IdAliases => ["WrangledDatasetId"];

    private protected override string Change => TestMode ? "Check the run" : "Start job group";

    private protected override async Task<Func<Task>?> TryCheckAsync(long id, IDictionary? parameters)
    {
        if (!TestMode)
        {
            return null;
        }

        var check = await Client.JobGroups.CheckAsync(Request(id, parameters), Calls).ConfigureAwait(false);
        return () => WriteAsync(PlainObjects.ForOutput(check));
    }

    private protected override async Task<Run> RunAsync(long id, IDictionary? parameters) => await Client.JobGroups.StartAsync(Request(id, parameters), Calls).ConfigureAwait(false);

    private RunRequest Request(long id, IDictionary? parameters) => new()
    {
        RecipeId = id,
        Parameters = parameters,
        ReferenceDate = ReferenceDate,
        Execution = Execution,
        Profiler = Profiler,
        WriteSettings = WriteSetting,
        Publications = Publication,
        Overrides = Override is null ? null : PlainObjects.ToPlain(Override),
        ForceCacheUpdate = ForceCacheUpdate,
        IgnoreRecipeErrors = IgnoreRecipeErrors,
        RanFrom = RanFrom,
        ExecutionId = ExecutionId,
    };
}
