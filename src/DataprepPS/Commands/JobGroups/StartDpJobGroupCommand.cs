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

/// <summary>Starts job groups, each once.</summary>
[Cmdlet(VerbsLifecycle.Start, "DpJobGroup", SupportsShouldProcess = true)]
[OutputType(typeof(JobGroup))]
public sealed class StartDpJobGroupCommand : WaitingCommand
{
    // The documented quota: as much as the server may let through before it says otherwise.
    private const int DefaultAtATime = 30;
    private const string QuotaClass = "runJobGroup";

    private int runs;

    /// <summary>The recipes to run.</summary>
    [Parameter(Position = 0)]
    [Alias("WrangledDatasetId")]
    [ValidateRange(1, long.MaxValue)]
    public long[]? RecipeId { get; set; }

    /// <summary>Run parameter overrides, by key.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Parameter { get; set; }

    /// <summary>Properties of the input object that are run parameters of the same names.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? ParameterProperty { get; set; }

    /// <summary>What "now" means in date parameters.</summary>
    [Parameter]
    [IsoDate]
    public DateTimeOffset? ReferenceDate { get; set; }

    /// <summary>The engine.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ExecutionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Execution { get; set; }

    /// <summary>Whether to make a profile of the results.</summary>
    [Parameter]
    public bool? Profiler { get; set; }

    /// <summary>Files to write instead of the output's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public WriteSetting[]? WriteSetting { get; set; }

    /// <summary>Tables to publish to instead of the output's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Publication[]? Publication { get; set; }

    /// <summary>More overrides, merged last.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Override { get; set; }

    /// <summary>Reads SQL sources again although they are cached.</summary>
    [Parameter]
    public SwitchParameter ForceCacheUpdate { get; set; }

    /// <summary>Runs although steps of the recipe are broken.</summary>
    [Parameter]
    public SwitchParameter IgnoreRecipeErrors { get; set; }

    /// <summary>Checks without running.</summary>
    [Parameter]
    public SwitchParameter TestMode { get; set; }

    /// <summary>How the run shall be shown.</summary>
    [Parameter]
    [ValidateSet("ui", "schedule", "api")]
    public string? RanFrom { get; set; }

    /// <summary>The execution id: a second run under the same one never starts.</summary>
    [Parameter]
    public Guid? ExecutionId { get; set; }

    /// <summary>Waits until each job group has ended.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The most starts under way at a time.</summary>
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
