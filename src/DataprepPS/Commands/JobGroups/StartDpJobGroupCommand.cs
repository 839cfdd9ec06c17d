using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Outputs;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Starts job groups: runs recipes, each once, with parameters and other settings.</summary>
[Cmdlet(VerbsLifecycle.Start, "DpJobGroup", SupportsShouldProcess = true)]
[OutputType(typeof(JobGroup))]
public sealed class StartDpJobGroupCommand : WaitingCommand
{
    // The documented quota: as much as the server may let through before it says otherwise.
    private const int DefaultAtATime = 30;
    private const string QuotaClass = "runJobGroup";

    private int runs;

    /// <summary>
    /// The recipes to run. A recipe is the API's wrangledDataset; its id is the number behind recipe= in the address of the
    /// user interface.
    /// </summary>
    [Parameter(Position = 0)]
    [Alias("WrangledDatasetId")]
    [ValidateRange(1, long.MaxValue)]
    public long[]? RecipeId { get; set; }

    /// <summary>
    /// Run parameters: the override keys and their values. Values are sent as text; dates become ISO 8601 in UTC. With several
    /// recipes all get the same.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Parameter { get; set; }

    /// <summary>
    /// Names of properties of the input object that are run parameters of the same names. They come after -Parameter and win
    /// over it. An object without such a property is an error.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? ParameterProperty { get; set; }

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
    /// Asks the server to check the request without running it. The reply has no job group: Id is 0, and datasetId and
    /// datasetName name the recipe.
    /// </summary>
    [Parameter]
    public SwitchParameter TestMode { get; set; }

    /// <summary>How the server shall list the run: ui, schedule or api. Rarely needed.</summary>
    [Parameter]
    [ValidateSet("ui", "schedule", "api")]
    public string? RanFrom { get; set; }

    /// <summary>
    /// The execution id of the run. A second run under the same id is not started, by any program; use it to go on after
    /// DpOutcomeUnknown. It stands for one run: with several recipes all but the first are errors. Without it each run gets an
    /// id of its own.
    /// </summary>
    [Parameter]
    public Guid? ExecutionId { get; set; }

    /// <summary>Waits until each job group has ended and emits it then.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The most starts under way at a time, from 1 to 1000. Without it, as many as the quota of the user.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; }

    private protected override long[]? Ids => RecipeId;

    private protected override string IdName => "RecipeId";

    private protected override IReadOnlyList<string> IdAliases => ["WrangledDatasetId"];

    private protected override string Change => TestMode ? "Check the run" : "Start job group";

    private protected override int AtATime => ThrottleLimit > 0
        ? ThrottleLimit
        : Client.RateLimits.FirstOrDefault(limit => limit.EndpointClass == QuotaClass)?.UserLimit ?? DefaultAtATime;

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        if (Interlocked.Increment(ref runs) > 1 && ExecutionId is not null)
        {
            throw new ArgumentException($"Recipe {id} was not started: one -ExecutionId stands for one run. Leave it out, and each run gets its own.");
        }

        var group = await Client.JobGroups.StartAsync(Request(id, input), Calls).ConfigureAwait(false);
        if (!Wait || TestMode)
        {
            return () => WriteAsync(WithInput(group, input));
        }

        WaitFor(group.Id, group, input);
        return static () => Task.CompletedTask;
    }

    private RunRequest Request(long id, PSObject? input) => new()
    {
        RecipeId = id,
        Parameters = Parameters(input),
        ReferenceDate = ReferenceDate,
        Execution = Execution,
        Profiler = Profiler,
        WriteSettings = WriteSetting,
        Publications = Publication,
        Overrides = Override is null ? null : PlainObjects.ToPlain(Override),
        ForceCacheUpdate = ForceCacheUpdate,
        IgnoreRecipeErrors = IgnoreRecipeErrors,
        TestMode = TestMode,
        RanFrom = RanFrom,
        ExecutionId = ExecutionId,
    };

    private IDictionary? Parameters(PSObject? input)
    {
        if (ParameterProperty is null)
        {
            return Parameter is null ? null : PlainObjects.ToPlain(Parameter);
        }

        var parameters = new OrderedDictionary(StringComparer.Ordinal);
        foreach (DictionaryEntry given in Parameter is null ? new OrderedDictionary() : PlainObjects.ToPlain(Parameter))
        {
            parameters[given.Key] = given.Value;
        }

        foreach (var name in ParameterProperty)
        {
            var property = input?.Properties[name]
                ?? throw new ArgumentException($"The input has no property \"{name}\", which -ParameterProperty names. It has: {string.Join(", ", input?.Properties.Select(p => p.Name) ?? [])}.");
            parameters[name] = PlainObjects.ToPlain(property.Value);
        }

        return parameters;
    }
}
