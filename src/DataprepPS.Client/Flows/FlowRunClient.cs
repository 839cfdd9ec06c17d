using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Json;
using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Runs;

namespace DataprepPS.Client.Flows;

/// <summary>
/// Runs flows, and looks at their runs through the job groups of each: these tell how far it is, and the status of the run has the
/// last word about its end. The API has no list of flow runs.
/// </summary>
public sealed class FlowRunClient : RunClient<FlowRun>
{
    private const int Explained = 5;

    // No server is known to send fewer rows at a time when there are more.
    private const int SmallestPage = 25;

    internal static readonly RunKind FlowRuns = new("FlowRun", "flow run", "flow")
    {
        HowToList = "Get-DpJobGroup -RunBy currentUser, whose FlowRunId tells",
        WhatToLookAt = id => $"Look at its job groups: Get-DpJobGroup -FlowRunId {id}.",
    };

    private readonly JobGroupClient groups;

    internal FlowRunClient(SessionParts parts, JobGroupClient groups)
        : base(parts, FlowEndpoints.Runs, FlowEndpoints.Run, FlowRuns, static () => DataprepJson.Default.FlowRun) => this.groups = groups;

    /// <summary>Runs a flow, and never twice for one execution id. Follows runFlow.</summary>
    /// <exception cref="OutcomeUnknownException">It may have been started, but which flow run it is could not be found.</exception>
    /// <exception cref="DataprepException">It did not start.</exception>
    public Task<FlowRun> StartAsync(FlowRunRequest request, CallContext context) => StartAsync(
        new RunOrder<FlowRun>(
            request.FlowId,
            request.ExecutionId,
            execution => new ApiRequest(FlowEndpoints.Run, FlowEndpoints.Run.At(request.FlowId)) { Content = ApiRequest.Json(request.ToBody()), ExecutionId = execution },
            Read)
        {
            Fits = run => request.RecipeIds is not { Count: > 0 } recipes || run.JobGroups!.All(group => recipes.Contains(group.RecipeId ?? 0)),
        },
        context);

    /// <summary>Reads a flow run with its status and its job groups, which take a request each; the run alone where only some fields are wanted.</summary>
    /// <inheritdoc cref="ResourceClient{T}.GetAsync"/>
    public override async Task<FlowRun> GetAsync(long id, ReadOptions? options, CallContext context)
    {
        var reading = base.GetAsync(id, options, context);
        if (options?.Fields is { Count: > 0 })
        {
            return await reading.ConfigureAwait(false);
        }

        var (status, members) = (GetStatusAsync(id, context), GroupsAsync(id, null, context));
        await Task.WhenAll(reading, status, members).ConfigureAwait(false);
        var run = await reading.ConfigureAwait(false);
        run.JobGroups = await members.ConfigureAwait(false);
        run.Status = Judge(await status.ConfigureAwait(false), run.JobGroups);
        return run;
    }

    /// <summary>Reads the bare status. Follows getFlowRunStatus.</summary>
    public Task<string> GetStatusAsync(long id, CallContext context) => Transport.SendAsync(ApiRequest.Get(FlowEndpoints.RunStatus, id), ReplyReader.Text, context);

    /// <summary>Cancels those job groups of a flow run that have not ended; what was canceled is returned.</summary>
    /// <exception cref="DataprepException">A job group could not be canceled, or nobody knows; the others were tried too.</exception>
    public async Task<IReadOnlyList<CancelResult>> CancelAsync(long id, CallContext context)
    {
        var running = (await GroupsAsync(id, null, context).ConfigureAwait(false)).Where(group => !group.IsFinished);
        var cancels = await Task.WhenAll(running.Select(group => TryCancelAsync(group.Id, context))).ConfigureAwait(false);
        // What nobody knows weighs more than what was refused.
        var errors = cancels.Select(cancel => cancel.Error).OfType<DataprepException>().OrderBy(error => error is OutcomeUnknownException ? 0 : 1).ToList();
        if (errors.Count == 0)
        {
            return [.. cancels.Select(cancel => cancel.Result!)];
        }

        foreach (var error in errors.Skip(1))
        {
            context.Observer?.Warn(error.Message);
        }

        throw errors[0];
    }

    internal override async Task<FlowRun> LookAsync(long id, FlowRun? known, CallContext context)
    {
        var members = known is { NeedsLook: true, JobGroups: { } seen } ? seen : await GroupsAsync(id, ["jobs"], context).ConfigureAwait(false);
        if (members.Any(group => !group.IsFinished))
        {
            return new FlowRun { Id = id, JobGroups = members, Status = FlowRun.StatusOf(members) };
        }

        var status = Judge(await GetStatusAsync(id, context).ConfigureAwait(false), members);
        var run = known?.CreatedAt is null && JobGroupStatus.IsFinished(status) ? await base.GetAsync(id, null, context).ConfigureAwait(false) : new FlowRun { Id = id };
        run.JobGroups = members;
        run.Status = status;
        return run;
    }

    internal override async Task<int> LookTogetherAsync(IReadOnlyList<WaitedRun<FlowRun>> wanted, CallContext context)
    {
        var seen = wanted.ToDictionary(run => run.Id, run => new Dictionary<long, JobGroup>());
        var owners = wanted.SelectMany(run => GroupsOf(run.Known).Select(group => (group.Id, Owner: run.Id))).GroupBy(pair => pair.Id).ToDictionary(pair => pair.Key, pair => pair.First().Owner);
        var lowest = wanted.Min(run => run.Id);
        long? lowestGroup = wanted.All(run => GroupsOf(run.Known).Count > 0) ? owners.Keys.Min() : null;
        var oldest = OldestOf(wanted, run => run.BeganAt);
        var rows = 0;
        await groups.ListAsync(
            new ResourceQuery { Where = { ["dateFilter[createdAt][gte]"] = oldest }, Sort = "-id" },
            new ListOptions { FewRequests = true },
            row =>
            {
                rows++;
                if ((row.FlowRunId ?? (owners.TryGetValue(row.Id, out var owner) ? owner : null)) is { } id && seen.TryGetValue(id, out var members))
                {
                    members[row.Id] = row;
                }

                // Newest first: what is older than the oldest of the runs is none of theirs.
                return Task.FromResult(lowestGroup is { } end ? row.Id > end : row.FlowRunId is not { } run || run >= lowest);
            },
            context).ConfigureAwait(false);
        foreach (var run in wanted)
        {
            See(run, seen[run.Id]);
        }

        return rows;
    }

    internal override async Task<(List<FlowRun> Found, bool IsWhole)> CandidatesAsync(RunOrder<FlowRun> order, DateTimeOffset? since, int most, CallContext context)
    {
        List<JobGroup> found = [];
        var rows = 0;
        await groups.ListAsync(
            new ResourceQuery { Where = { ["runBy"] = "currentUser", ["dateFilter[createdAt][gte]"] = since }, Sort = "-id", Read = new ReadOptions { Embed = ["wrangledDataset.flow"] } },
            new ListOptions { First = most },
            row =>
            {
                rows++;
                if (row.FlowRunId is not null && row.FlowId == order.Source && (since is null || row.CreatedAt >= since))
                {
                    found.Add(row);
                }

                return Task.FromResult(true);
            },
            context).ConfigureAwait(false);
        var runs = found.GroupBy(group => group.FlowRunId!.Value).Select(members => new FlowRun { Id = members.Key, FlowId = order.Source, JobGroups = [.. members] });
        return ([.. runs.Where(run => !run.JobGroups!.Any(group => IsAnothers(group, order.Since)))], rows < most);
    }

    internal override async Task<SourceName?> NameAsync(FlowRun run, CallContext context) =>
        GroupsOf(run) is { Count: > 0 } members && (await groups.NameAsync(members[0], context).ConfigureAwait(false))?.Place is { } flow ? new SourceName(flow, null) : null;

    internal override void OnStarted(FlowRun run)
    {
        foreach (var group in GroupsOf(run))
        {
            groups.Claim(group.Id);
        }
    }

    // A plan runs flows too.
    internal override bool MayCross(StartUnderWay other, long source) => base.MayCross(other, source) || other.Noun == PlanRunClient.PlanRuns.Noun;

    internal override async Task<string?> WhyAsync(FlowRun run, CallContext context)
    {
        var bad = GroupsOf(run).Where(group => group is { IsFinished: true, IsSuccess: false }).ToList();
        var texts = await Task.WhenAll(bad.Take(Explained).Select(group => groups.TellEndAsync(group, context))).ConfigureAwait(false);
        return texts.Length == 0 ? null : string.Join("; ", texts) + (bad.Count > Explained ? $"; and {bad.Count - Explained} more" : string.Empty);
    }

    private static FlowRun Read(ApiResponse response)
    {
        var run = ReplyReader.Object(response, DataprepJson.Default.FlowRun);
        run.Id = run.Id > 0 ? run.Id : run.JobGroups?.Select(group => group.FlowRunId).FirstOrDefault(id => id is not null) ?? 0;
        if (run.Id <= 0)
        {
            throw new InvalidResponseException($"{response.Request}: the reply (status {response.Status}) has no flow run id.");
        }

        foreach (var group in GroupsOf(run))
        {
            group.FlowRun ??= new ResourceReference { Id = run.Id };
        }

        return run;
    }

    private static IReadOnlyList<JobGroup> GroupsOf(FlowRun? run) => run?.JobGroups ?? [];

    /// <summary>The server's status of a run, unless its job groups know it to be worse.</summary>
    private static string Judge(string status, IReadOnlyList<JobGroup> members) => JobGroupStatus.IsFinished(status)
        ? FlowRun.Worst([status, .. members.Select(group => group.Status)])!
        : status;

    // Those of a list, and those known before that it did not show.
    private static void See(WaitedRun<FlowRun> run, Dictionary<long, JobGroup> members)
    {
        var hidden = GroupsOf(run.Known).Where(group => !members.ContainsKey(group.Id)).ToList();
        if (members.Count == 0 || hidden.Exists(group => !group.IsFinished))
        {
            run.MissingFromLists = true;
            return;
        }

        List<JobGroup> all = [.. members.Values, .. hidden];
        var status = FlowRun.StatusOf(all);
        var seemsEnded = JobGroupStatus.IsFinished(status);
        run.See(new FlowRun { Id = run.Id, JobGroups = all, SeemsEnded = seemsEnded, Status = seemsEnded ? JobGroupStatus.InProgress : status });
    }

    // Schedules and plans run flows under the same user, and where each job group has a flow run, so does each start of one.
    private bool IsAnothers(JobGroup group, long? since) =>
        string.Equals(group.RanFrom, "schedule", StringComparison.OrdinalIgnoreCase) || group.IsOfPlan || groups.MayBeStarted(group, since);

    private async Task<IReadOnlyList<JobGroup>> GroupsAsync(long id, IReadOnlyList<string>? embed, CallContext context)
    {
        var read = new ReadOptions { Embed = embed };
        var request = ApiRequest.Get(FlowEndpoints.RunJobGroups, id, new Query().Add(read).Add("limit", Pager<JobGroup>.PageSize));
        var members = (await Transport.SendAsync(request, response => ReplyReader.List(response, DataprepJson.Default.JobGroup), context).ConfigureAwait(false)).Items;
        if (members.Count >= SmallestPage)
        {
            // There may be more, which a flow of a few outputs does not cost a request to rule out.
            List<JobGroup> all = [];
            await groups.ListAsync(
                new ResourceQuery { Parent = new ResourceParent("FlowRunId", id), Read = read },
                null,
                group =>
                {
                    all.Add(group);
                    return Task.FromResult(true);
                },
                context).ConfigureAwait(false);
            members = all;
        }

        foreach (var group in members)
        {
            group.FlowRun ??= new ResourceReference { Id = id };
        }

        return members;
    }

    private async Task<(CancelResult? Result, DataprepException? Error)> TryCancelAsync(long group, CallContext context)
    {
        try
        {
            return (await groups.CancelAsync(group, context).ConfigureAwait(false), null);
        }
        catch (DataprepException e) when (e.Kind != ErrorKind.Authentication)
        {
            return (null, e);
        }
    }
}
