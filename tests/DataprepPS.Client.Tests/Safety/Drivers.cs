using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Api;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;
using DataprepPS.Emulator;
using Endpoint = DataprepPS.Client.Resources.Endpoint;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>
/// How to make one changing call, and how to tell from the server's own world whether what the caller got is true.
/// </summary>
/// <param name="Name">The operation, or the operation and the door it is reached by.</param>
/// <param name="Endpoint">The endpoint whose requests are disturbed and counted.</param>
/// <param name="Call">Makes the call once and returns what the caller gets.</param>
/// <param name="Verify">Says what is untrue about a result; null when all of it is true.</param>
internal sealed record Driver(string Name, Endpoint Endpoint, Func<SafetyServer, Task<object?>> Call, Func<SafetyServer, object?, string?> Verify)
{
    /// <summary>Whether it drives what all resources share.</summary>
    public bool IsShared { get; init; }

    private const long Recipe = 7;
    private const long Deployment = 3;

    public static PublishRequest Publish { get; } = new() { ConnectionId = 1, Path = ["sales"], Table = "q3", Action = "create", InputFormat = "avro" };

    /// <summary>Those of the rooms, from the classes named <c>…Drivers</c>, and those below.</summary>
    public static IReadOnlyList<Driver> All { get; } =
    [
        .. typeof(Driver).Assembly.GetTypes().Where(type => type.Name.EndsWith("Drivers", StringComparison.Ordinal)).OrderBy(type => type.Name, StringComparer.Ordinal)
            .SelectMany(type => (IEnumerable<Driver>)type.GetProperty(nameof(All))!.GetValue(null)!),
        new("runJobGroup", Line("runJobGroup"), async s => await s.Client.JobGroups.StartAsync(new RunRequest { RecipeId = Recipe }, s.Context), VerifyRun),
        new("cancelJobGroup", Line("cancelJobGroup"), async s => await s.Client.JobGroups.CancelAsync(Running(s), s.Context), VerifyCancel),
        new("publishJobGroup", Line("publishJobGroup"), async s => await s.Client.JobGroups.PublishAsync(Finished(s), Publish, false, s.Context), VerifyPublish),
        new("publishJobGroupV3", Line("publishJobGroupV3"), async s => await s.Client.JobGroups.PublishAsync(Finished(s), Publish, true, s.Context), VerifyPublish),
        new("runDeployment", Line("runDeployment"), async s => await s.Client.Deployments.RunAsync(Deployment, null, false, s.Context), VerifyDeployment),
        new("runDeploymentV3", Line("runDeploymentV3"), async s => await s.Client.Deployments.RunAsync(Deployment, null, true, s.Context), VerifyDeployment),
        new("any call: runJobGroup", Line("runJobGroup"), s => Api(s, "POST", "/v4/jobGroups", new Hashtable { ["wrangledDataset"] = new Hashtable { ["id"] = Recipe } }), VerifyApiRun),
        new("any call: createDeployment", new Endpoint("createDeployment", "POST /v4/deployments"), s => Api(s, "POST", "/v4/deployments", new Hashtable { ["name"] = "matrix" }), VerifyApiCreate),
        new("any call: deleteRelease", new Endpoint("deleteRelease", "DELETE /v4/releases/{id}"), s => Api(s, "DELETE", "/v4/releases/2", null), (s, _) => s.Server.World.Releases.Any(r => r.Id == 2) ? "the release is still there" : null),
    ];

    /// <summary>A finished and a running job group for the calls that need one: ids 1 and 2.</summary>
    public static void Prepare(SafetyServer s)
    {
        s.Server.World.StartJobGroup(20);
        s.Server.World.Finish(1);
        s.Server.World.StartJobGroup(21, new JobGroupStart { Lifetime = TimeSpan.FromDays(10) });
        ResourceDrivers.Prepare(s);
    }

    private static Endpoint Line(string operation) => EndpointCatalogue.All.Single(line => line.Operation == operation);

    private static long Finished(SafetyServer s) => s.Server.World.JobGroups[0].Id;

    private static long Running(SafetyServer s) => s.Server.World.JobGroups[1].Id;

    private static Task<object?> Api(SafetyServer s, string method, string path, object? body) =>
        s.Client.Api.SendAsync(new ApiCall { Method = method, Path = path, Body = body }, s.Context);

    private static string? VerifyRun(SafetyServer s, object? result)
    {
        var group = (DataprepPS.Client.JobGroups.JobGroup)result!;
        var real = s.Server.World.FindJobGroup(group.Id);
        return real?.ExecutionId == group.ExecutionId?.ToString() && real?.Recipe.Id == Recipe && group.RecipeId == Recipe
            ? null
            : $"job group {group.Id} is not the one that was started";
    }

    private static string? VerifyCancel(SafetyServer s, object? result) =>
        ((CancelResult)result!).JobGroupId == Running(s) && s.Server.World.JobGroups[1].StatusAt(s.Time.GetUtcNow()) == "Canceled" ? null : "it was not canceled";

    private static string? VerifyPublish(SafetyServer s, object? result)
    {
        var published = (PublishResult)result!;
        var jobs = s.Server.World.JobGroups[0].Publishes.Select(p => p.JobId).ToArray();
        return published.JobGroupId == Finished(s) && jobs.Length == 1 && (published.JobIds is null || published.JobIds.SequenceEqual(jobs))
            ? null
            : $"publish jobs {string.Join(",", jobs)}, told {string.Join(",", published.JobIds ?? [])}";
    }

    private static string? VerifyDeployment(SafetyServer s, object? result)
    {
        var told = ((IReadOnlyList<DataprepPS.Client.JobGroups.JobGroup>)result!).Select(g => g.Id).Order();
        var real = s.Server.World.JobGroups.Where(g => g.DeploymentId == Deployment).Select(g => g.Id).Order();
        return told.SequenceEqual(real) ? null : $"started {string.Join(",", real)}, told {string.Join(",", told)}";
    }

    private static string? VerifyApiRun(SafetyServer s, object? result) =>
        Told(result) is not { } id || s.Server.World.FindJobGroup(id)?.Recipe.Id == Recipe ? null : "another job group was told";

    private static string? VerifyApiCreate(SafetyServer s, object? result) =>
        Told(result) is not { } id || s.Server.World.Deployments.Any(d => d.Name == "matrix" && d.Id == id) ? null : "another deployment was told";

    // Any call hands on what the server said, and a fault may have been that it said nothing.
    private static long? Told(object? result) =>
        result is IReadOnlyDictionary<string, object?> reply && reply.TryGetValue("id", out var id) ? (long)id! : null;
}
