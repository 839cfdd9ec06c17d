using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Deployments;

/// <summary>The endpoints of deployments: self-managed Enterprise only.</summary>
internal static class DeploymentEndpoints
{
    public static readonly Endpoint Run = new("runDeployment", HttpMethod.Post, "/v4/deployments/{id}/run", Effect.Change);
    public static readonly Endpoint RunV3 = new("runDeploymentV3", HttpMethod.Post, "/v3/deployments/{id}/run", Effect.Change);
}

/// <summary>
/// Runs deployments. A run has no execution id: after a lost reply the caller's job groups that appeared
/// meanwhile are looked at.
/// </summary>
public sealed class DeploymentClient : ResourceClient
{
    private static readonly TimeSpan LookRetryTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(2);
    private const int Looks = 3;

    private readonly JobGroupClient groups;

    internal DeploymentClient(Transport transport, TimeProvider time, JobGroupClient groups)
        : base(transport, time) => this.groups = groups;

    /// <summary>Runs the active release of a deployment. Follows "Deployments Run" v3 and v4.</summary>
    /// <param name="id">The deployment.</param>
    /// <param name="parameters">Run parameter overrides by key, or null.</param>
    /// <param name="useV3">Use the older route, whose reply names the jobs too.</param>
    /// <param name="context">Who asks.</param>
    /// <returns>Each job group that was started; none when no release is active.</returns>
    /// <exception cref="OutcomeUnknownException">Job groups may have been started.</exception>
    public async Task<IReadOnlyList<JobGroup>> RunAsync(long id, IDictionary? parameters, bool useV3, CallContext context)
    {
        var endpoint = useV3 ? DeploymentEndpoints.RunV3 : DeploymentEndpoints.Run;
        var body = new JsonObject();
        if (RunParameters.ToBody(parameters, null) is { } overrides)
        {
            body["runParameters"] = overrides;
        }

        var newest = await NewestAsync(context).ConfigureAwait(false);
        var started = await ChangeAsync(
            new ApiRequest(endpoint, endpoint.At(id)) { Content = ApiRequest.Json(body) },
            Read,
            "Look at Get-DpJobGroup -RunBy currentUser before you run it again.",
            () => SettleAsync(newest, context),
            context).ConfigureAwait(false);
        foreach (var group in started)
        {
            group.DeploymentId = id;
        }

        return started;
    }

    private static List<JobGroup> Read(ApiResponse response)
    {
        var started = ReplyReader.List(response, DataprepJson.Default.JobGroup).Items.ToList();
        return started.TrueForAll(group => group.Id > 0)
            ? started
            : throw new InvalidResponseException($"{response.Request}: the reply (status {response.Status}) has a job group without an id.");
    }

    // Ids grow, so everything above the newest one known now has appeared since.
    private async Task<long?> NewestAsync(CallContext context)
    {
        long newest = 0;
        await groups.ListAsync(
            new JobGroupQuery { Sort = "-id", RunBy = "currentUser" },
            new ListOptions { First = 1 },
            group =>
            {
                newest = Math.Max(newest, group.Id);
                return Task.FromResult(true);
            },
            context).ConfigureAwait(false);
        return newest;
    }

    private async Task<Settled<List<JobGroup>>> SettleAsync(long? newest, CallContext context)
    {
        var looking = context.WithRetryTime(LookRetryTime);
        List<JobGroup> appeared = [];
        for (var look = 0; look < Looks; look++)
        {
            await Time.Delay(LookAgainAfter, context.Cancellation).ConfigureAwait(false);
            List<JobGroup> now = [];
            await groups.ListAsync(
                new JobGroupQuery { Sort = "-id", RunBy = "currentUser" },
                new ListOptions { First = 500 },
                group =>
                {
                    if (group.Id > newest)
                    {
                        now.Add(group);
                    }

                    return Task.FromResult(group.Id > newest);
                },
                looking).ConfigureAwait(false);
            if (now.Count > 0 && now.Count == appeared.Count)
            {
                break;
            }

            appeared = now;
        }

        // What appeared can be somebody's own run of a recipe with the same token: only the user can tell.
        var seen = appeared.Count == 0
            ? "No new job group has appeared so far."
            : $"These job groups appeared meanwhile: {string.Join(", ", appeared.Select(group => $"{group.Id}{(group.RecipeId is { } recipe ? $" (recipe {recipe})" : "")}"))}.";
        return new Settled<List<JobGroup>>(null, seen);
    }
}
