using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Deployments;

/// <summary>
/// Reads, changes and runs deployments. A run has no execution id: after a lost reply the caller's job groups that appeared meanwhile
/// are looked at. Those of the flow that the deployment's active release runs are taken for ours, with a warning, if
/// nothing speaks against it.
/// </summary>
public sealed class DeploymentClient : ResourceClient<Deployment>
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(2);
    private const int Looks = 3;

    private readonly JobGroupClient groups;
    private readonly ReleaseClient releases;

    // The runs of this session that are under way, by deployment.
    private readonly Turns<long> turns = new();

    internal DeploymentClient(SessionParts parts, JobGroupClient groups, ReleaseClient releases)
        : base(parts, DeploymentEndpoints.Deployments, static () => DataprepJson.Default.Deployment) => (this.groups, this.releases) = (groups, releases);

    /// <summary>Runs the active release of a deployment. Follows "Deployments Run" v3 and v4.</summary>
    /// <param name="id">The deployment.</param>
    /// <param name="parameters">Run parameter overrides by key, or null.</param>
    /// <param name="useV3">Use the older route, whose reply names the jobs too.</param>
    /// <param name="context">Who asks.</param>
    /// <returns>Each job group that was started; none when no release is active.</returns>
    /// <exception cref="OutcomeUnknownException">Job groups may have been started.</exception>
    public async Task<IReadOnlyList<JobGroup>> RunAsync(long id, IDictionary? parameters, bool useV3, CallContext context)
    {
        using var turn = turns.Begin(id);
        var endpoint = useV3 ? DeploymentEndpoints.RunV3 : DeploymentEndpoints.Run;
        var body = new JsonObject();
        if (RunParameters.ToBody(parameters, null) is { } overrides)
        {
            body["runParameters"] = overrides;
        }

        var begun = Time.GetTimestamp();
        var newest = await NewestAsync(context).ConfigureAwait(false);
        var started = await ChangeAsync(
            new ApiRequest(endpoint, endpoint.At(turn.Key)) { Content = ApiRequest.Json(body) },
            response => ReplyReader.List(response, DataprepJson.Default.JobGroup).Items.ToList(),
            "Look at Get-DpJobGroup -RunBy currentUser before you run it again.",
            () => SettleAsync(turn, begun, newest, context),
            context).ConfigureAwait(false);
        foreach (var group in started)
        {
            group.DeploymentId = turn.Key;
            groups.Claim(group.Id);
        }

        return started;
    }

    // Ids grow, so everything above the newest one known now has appeared since. Null when the server does not sort,
    // because then nobody knows which is the newest.
    private async Task<long?> NewestAsync(CallContext context)
    {
        List<long> ids = [];
        await groups.ListAsync(
            new ResourceQuery { Sort = "-id", Where = { ["runBy"] = "currentUser" } },
            new ListOptions { First = 25 },
            group =>
            {
                ids.Add(group.Id);
                return Task.FromResult(true);
            },
            context).ConfigureAwait(false);
        return ids.SequenceEqual(ids.OrderByDescending(id => id)) ? ids.FirstOrDefault() : null;
    }

    private async Task<Settled<List<JobGroup>>> SettleAsync(Turns<long>.Turn turn, long begun, long? newest, CallContext context)
    {
        if (newest is not { } last)
        {
            return new Settled<List<JobGroup>>(null, "The server does not sort its job groups, so which ones are new cannot be said.");
        }

        var looking = context.WithRetryTime(LookRetryTime);
        List<JobGroup> appeared = [];
        var isSteady = false;
        for (var look = 0; look < Looks && !isSteady; look++)
        {
            await Time.Delay(LookAgainAfter, context.Cancellation).ConfigureAwait(false);
            var now = await AppearedAsync(last, looking).ConfigureAwait(false);
            // A run starts its groups one after the other: only a number that stays is all of them.
            isSteady = now.Count > 0 && now.Count == appeared.Count;
            appeared = now;
        }

        if (appeared.Count == 0)
        {
            return new Settled<List<JobGroup>>(null, "No new job group has appeared so far.");
        }

        var flow = await FlowAsync(turn.Key, looking).ConfigureAwait(false);
        var ours = appeared.Where(group => flow is not null && group.FlowId == flow && !groups.MayBeStarted(group, begun)).OrderBy(group => group.Id).ToList();
        var isCrossed = Parts.Starts.Since(begun).Any(start => start.Noun == FlowRunClient.FlowRuns.Noun && start.Source == flow);
        var isClear = isSteady && !turn.IsShared && !isCrossed && ours.Count > 0
            && ours.TrueForAll(group => group.RecipeId is not null)
            && ours.Select(group => group.RecipeId).Distinct().Count() == ours.Count;
        return isClear
            ? new Settled<List<JobGroup>>(ours, $"the new job groups of flow {flow}, which the deployment's active release runs, are {Names(ours)}, so it had worked.")
            : new Settled<List<JobGroup>>(null, $"These job groups appeared meanwhile: {Names(appeared)}.");
    }

    private async Task<List<JobGroup>> AppearedAsync(long newest, CallContext context)
    {
        List<JobGroup> appeared = [];
        await groups.ListAsync(
            new ResourceQuery { Sort = "-id", Where = { ["runBy"] = "currentUser" }, Read = new ReadOptions { Embed = ["wrangledDataset.flow"] } },
            new ListOptions { First = 500 },
            group =>
            {
                if (group.Id > newest)
                {
                    appeared.Add(group);
                }

                return Task.FromResult(group.Id > newest);
            },
            context).ConfigureAwait(false);
        return appeared;
    }

    /// <summary>The flow that the active release of a deployment runs; null when the server does not show it.</summary>
    private async Task<long?> FlowAsync(long deployment, CallContext context)
    {
        List<Release> active = [];
        try
        {
            await releases.ListAsync(
                new ResourceQuery { Parent = new ResourceParent("DeploymentId", deployment) },
                null,
                release =>
                {
                    // A release that does not say whose it is may be another deployment's.
                    if (release.Active == true && release.DeploymentId == deployment)
                    {
                        active.Add(release);
                    }

                    return Task.FromResult(true);
                },
                context).ConfigureAwait(false);
        }
        catch (DataprepException)
        {
            return null;
        }

        return active.Count == 1 ? active[0].FlowId : null;
    }

    /// <summary>Reads the import rules of a deployment, those about objects first. The vendor documents no such route.</summary>
    public async Task<IReadOnlyList<DeploymentRule>> GetRulesAsync(long id, CallContext context) =>
    [
        .. await GetRulesAsync(id, DeploymentRuleKind.ObjectRule, context).ConfigureAwait(false),
        .. await GetRulesAsync(id, DeploymentRuleKind.ValueRule, context).ConfigureAwait(false),
    ];

    /// <summary>Reads the import rules of a deployment of one kind.</summary>
    public Task<IReadOnlyList<DeploymentRule>> GetRulesAsync(long id, DeploymentRuleKind kind, CallContext context) => Transport.SendAsync(
        ApiRequest.Get(kind == DeploymentRuleKind.ObjectRule ? DeploymentEndpoints.GetObjectRules : DeploymentEndpoints.GetValueRules, id),
        response => Rules(id, kind, ReplyReader.Anything(response)),
        context);

    /// <summary>Puts import rules in the place of all that a deployment has of that kind. Follows updateObjectImportRules and updateValueImportRules.</summary>
    /// <param name="id">The deployment.</param>
    /// <param name="kind">Which rules.</param>
    /// <param name="rules">The new ones, in the order in which they are applied: rules, or dictionaries of their members.</param>
    /// <param name="context">Who asks.</param>
    /// <returns>Those that there are no more.</returns>
    /// <exception cref="ArgumentException">One of them does not say what becomes what.</exception>
    /// <exception cref="OutcomeUnknownException">They may have been replaced.</exception>
    public async Task<IReadOnlyList<DeploymentRule>> SetRulesAsync(long id, DeploymentRuleKind kind, IReadOnlyList<object> rules, CallContext context)
    {
        var endpoint = kind == DeploymentRuleKind.ObjectRule ? DeploymentEndpoints.ObjectRules : DeploymentEndpoints.ValueRules;
        var body = new JsonArray([.. rules.Select(rule => DeploymentRule.ToBody(kind, rule))]);
        var wanted = Rules(id, kind, PlainValues.From(JsonSerializer.SerializeToElement(body, DataprepJson.Default.JsonArray))).Select(rule => $"{rule}").ToList();
        var deleted = await ChangeAsync(
            new ApiRequest(endpoint, endpoint.At(id)) { Content = ApiRequest.Json(body) },
            response => Deleted(id, kind, response),
            $"Look at them: Get-DpDeploymentRule {id}. Setting the same again does no harm.",
            async () => (await GetRulesAsync(id, kind, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false)).Select(rule => $"{rule}").SequenceEqual(wanted)
                ? new Settled<IReadOnlyList<DeploymentRule>>([], $"deployment {id} shows these rules.")
                : new Settled<IReadOnlyList<DeploymentRule>>(null, $"Deployment {id} does not show these rules."),
            context).ConfigureAwait(false);
        return [.. deleted.Where(rule => !wanted.Contains($"{rule}"))];
    }

    // The vendor says that the reply holds those deleted, and not under which name: any list is it.
    private static IReadOnlyList<DeploymentRule> Deleted(long id, DeploymentRuleKind kind, ApiResponse response) => ReplyReader.Anything(response) switch
    {
        object?[] items => Rules(id, kind, items),
        IReadOnlyDictionary<string, object?> { Count: > 0 } reply => Rules(id, kind, reply.Values.OfType<object?[]>().FirstOrDefault()),
        _ => throw ReplyReader.Invalid(response, "it does not say which rules were replaced"),
    };

    private static IReadOnlyList<DeploymentRule> Rules(long id, DeploymentRuleKind kind, object? reply)
    {
        var items = reply as object?[] ?? (reply as IReadOnlyDictionary<string, object?>)?.Values.OfType<object?[]>().FirstOrDefault() ?? [];
        return [.. items.OfType<IReadOnlyDictionary<string, object?>>().Select(rule => new DeploymentRule(id, kind, rule))];
    }

    private static string Names(List<JobGroup> found) =>
        ShortList.Of([.. found.Select(group => $"{group.Id}{(group.RecipeId is { } recipe ? $" (recipe {recipe})" : "")}")]);
}
