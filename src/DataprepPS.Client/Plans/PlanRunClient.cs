using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Json;
using DataprepPS.Client.Reports;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Runs;

namespace DataprepPS.Client.Plans;

/// <summary>Runs plans, and looks at their runs.</summary>
public sealed class PlanRunClient : RunClient<PlanRun>, IJobGroupSource
{
    private const string MissingFlows = "MissingFlowReferences";

    // The newest are looked at for a run: it is seldom an old one whose failure is to be explained.
    private const int SnapshotsLookedAt = 3;
    private const int Explained = 5;

    internal static readonly RunKind PlanRuns = new("PlanRun", "plan run", "plan")
    {
        HowToList = "Get-DpPlanRun -RunBy currentUser",
        WhatToLookAt = id => $"Look at when it ran, Get-DpPlanRun {id}, and at the job groups that failed then: Get-DpJobGroup -RanFor plan -Status Failed.",
    };

    private readonly JobGroupClient groups;
    private readonly PlanClient plans;

    internal PlanRunClient(SessionParts parts, JobGroupClient groups, PlanClient plans)
        : base(parts, PlanEndpoints.Runs, PlanEndpoints.Run, PlanRuns, static () => DataprepJson.Default.PlanRun)
    {
        this.groups = groups;
        this.plans = plans;
    }

    private protected override IReadOnlyList<Association<PlanRun>> Associations { get; } =
    [
        new("PlanId", run => run.PlanId) { Embed = "plan" },
    ];

    private protected override ReadOptions CandidateRead { get; } = new() { Embed = ["plan"] };

    /// <summary>Runs a plan, and never twice for one execution id. Follows runPlan.</summary>
    /// <exception cref="ArgumentException">No node of the plan has such a parameter.</exception>
    /// <exception cref="PlanNotRunException">The plan cannot run.</exception>
    /// <exception cref="OutcomeUnknownException">It may have been started, but which plan run it is could not be found.</exception>
    /// <exception cref="DataprepException">It did not start.</exception>
    public async Task<PlanRun> StartAsync(PlanRunRequest request, CallContext context)
    {
        var body = request.ToBody(await HandlesAsync(request, context).ConfigureAwait(false));
        var run = await StartAsync(
            new RunOrder<PlanRun>(
                request.PlanId,
                request.ExecutionId,
                execution => new ApiRequest(PlanEndpoints.Run, PlanEndpoints.Run.At(request.PlanId)) { Content = ApiRequest.Json(body), ExecutionId = execution },
                Read),
            context).ConfigureAwait(false);
        return run.ValidationStatus == MissingFlows
            ? throw new PlanNotRunException(request.PlanId, run)
            : run;
    }

    /// <summary>Cancels a plan run; one that has ended stays as it is. Follows cancelPlanSnapshotRun.</summary>
    /// <exception cref="OutcomeUnknownException">It may have been canceled.</exception>
    public Task<PlanRun> CancelAsync(long id, CallContext context) => ChangeAsync(
        new ApiRequest(PlanEndpoints.CancelRun, PlanEndpoints.CancelRun.At(id)) { Content = ApiRequest.Json(new System.Text.Json.Nodes.JsonObject()) },
        response => ReplyReader.Identified(response, DataprepJson.Default.PlanRun) is { } run && run.Id == id
            ? run
            : throw new InvalidResponseException($"{response.Request}: the reply (status {response.Status}) is not about plan run {id}."),
        $"Look at its status: Get-DpPlanRun {id}. Stopping it again does no harm.",
        async () =>
        {
            var run = await GetAsync(id, null, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false);
            return new Settled<PlanRun>(run.IsFinished ? run : null, $"Plan run {id} is {run.Status}.");
        },
        context);

    internal override async Task<SourceName?> NameAsync(PlanRun run, CallContext context) =>
        (await GetAsync(run.Id, CandidateRead, context).ConfigureAwait(false)).SourceName;

    string IJobGroupSource.IdName => "PlanRunId";

    /// <summary>The job groups that its tasks started.</summary>
    async Task<IReadOnlyList<long>> IJobGroupSource.FindAsync(long id, CallContext context)
    {
        var nodes = await NodesAsync(await GetAsync(id, null, context).ConfigureAwait(false), context).ConfigureAwait(false);
        return [.. nodes.SelectMany(node => node.Task.PlanFlowTaskRunResults ?? []).Select(result => result.JobGroup?.Id).OfType<long>().Distinct()];
    }

    /// <summary>What is known from the nodes of the plan, as it was when the run was made: which of their job groups did not end well.</summary>
    internal override async Task<string?> WhyAsync(PlanRun run, CallContext context)
    {
        try
        {
            var nodes = await NodesAsync(run, context).ConfigureAwait(false);
            var texts = new List<string>();
            foreach (var (node, task) in nodes)
            {
                var ends = await EndsAsync(task, context).ConfigureAwait(false);
                if (ends.Count > 0 || JobGroupStatus.Is(task.Status, JobGroupStatus.Failed))
                {
                    texts.Add($"task {(node.Name is null ? $"{node.Id}" : $"\"{node.Name}\"")}: {(ends.Count > 0 ? string.Join("; ", ends) : "failed")}");
                }
            }

            return texts.Count == 0 ? null : string.Join("; ", texts);
        }
        catch (DataprepException)
        {
            // It only explains an error that is reported in any case.
            return null;
        }
    }

    private static PlanRun Read(ApiResponse response)
    {
        var run = ReplyReader.Object(response, DataprepJson.Default.PlanRun);
        return run.Id > 0 || run.ValidationStatus == MissingFlows
            ? run
            : throw new InvalidResponseException($"{response.Request}: the reply (status {response.Status}) has no plan run id.");
    }

    // The API wants an override for each node; people think of a parameter of the plan.
    private async Task<Func<string, IEnumerable<string>>> HandlesAsync(PlanRunRequest request, CallContext context)
    {
        if (request.SharedKeys.Count == 0)
        {
            return _ => [];
        }

        var nodes = await plans.GetParametersAsync(request.PlanId, context).ConfigureAwait(false);
        if (request.SharedKeys.FirstOrDefault(key => !HandlesOf(key).Any()) is { } unknown)
        {
            var known = nodes.SelectMany(node => node.OverrideKeys).Distinct().ToList();
            throw new ArgumentException($"Plan {request.PlanId} was not run: no task of it has a parameter \"{unknown}\". {(known.Count == 0 ? "They have none." : $"They have: {string.Join(", ", known)}.")} To set it for one task in spite of that, name the task's handle: -Parameter @{{ '5p' = @{{ {unknown} = 'value' }} }}.");
        }

        return HandlesOf;

        IEnumerable<string> HandlesOf(string key) => nodes.Where(node => node.OverrideKeys.Contains(key)).Select(node => node.Handle).OfType<string>();
    }

    private async Task<IReadOnlyList<(PlanNodeDetail Node, PlanTaskRun Task)>> NodesAsync(PlanRun run, CallContext context)
    {
        if (run.Plan is not { Id: > 0 } plan)
        {
            return [];
        }

        // A run is of a snapshot of the plan, and what ran stands there.
        var full = await FullAsync(plan.Id, context).ConfigureAwait(false);
        var found = TasksOf(full, run.Id);
        foreach (var snapshot in (full.PlanSnapshots ?? []).OrderByDescending(snapshot => snapshot.Id).Take(SnapshotsLookedAt))
        {
            if (found.Count > 0)
            {
                break;
            }

            found = TasksOf(await FullAsync(snapshot.Id, context).ConfigureAwait(false), run.Id);
        }

        return found;
    }

    private Task<PlanDetail> FullAsync(long plan, CallContext context) =>
        ReadAsync(ApiRequest.Get(PlanEndpoints.Plans.Get!, plan, new Query().Add("ensureOriginal", "false")), DataprepJson.Default.PlanDetail, context);

    private static List<(PlanNodeDetail Node, PlanTaskRun Task)> TasksOf(PlanDetail plan, long run) =>
    [
        .. from node in plan.PlanNodes ?? []
           from task in node.PlanTaskSnapshotRuns ?? []
           where task.PlanSnapshotRun?.Id == run
           select (node, task),
    ];

    private async Task<IReadOnlyList<string>> EndsAsync(PlanTaskRun task, CallContext context)
    {
        var ends = new List<string>();
        foreach (var id in (task.PlanFlowTaskRunResults ?? []).Select(result => result.JobGroup?.Id).OfType<long>().Take(Explained))
        {
            var group = await groups.GetAsync(id, null, context).ConfigureAwait(false);
            if (group is { IsFinished: true, IsSuccess: false })
            {
                ends.Add(await groups.TellEndAsync(group, context).ConfigureAwait(false));
            }
        }

        return ends;
    }
}
