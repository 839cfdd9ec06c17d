using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Client;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Runs;

using StartedJobGroup = DataprepPS.Client.JobGroups.JobGroup;

namespace DataprepPS.Emulator;

/// <summary>
/// The main job through the client library, for machines without PowerShell: connect, start with parameters,
/// wait, look at the stages, publish, run a deployment.
/// </summary>
internal static class Demo
{
    private const string Token = "demo-token";

    public static async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { Token = Token, Speed = 5 });
        Say($"An emulated Dataprep server runs on {server.BaseUri}, five times as fast as the real one.");
        using var secret = Secure(Token);
        using var client = new DataprepClient(new DataprepClientOptions { BaseUri = server.BaseUri, Token = secret });
        var calls = new CallContext(cancellation, new Log());

        Step("Connect");
        Say($"connected as {await client.Workspaces.GetCurrentPersonAsync(calls)}");

        Step("Start three job groups with parameters");
        List<StartedJobGroup> started = [];
        foreach (var (recipe, region) in new[] { (7L, "EMEA"), (8L, "APAC"), (9L, "Americas") })
        {
            var group = await client.JobGroups.StartAsync(
                new RunRequest { RecipeId = recipe, Parameters = new Hashtable { ["Region"] = region }, Profiler = true }, calls);
            started.Add(group);
            Say($"job group {group.Id} of recipe {recipe} for {region}: {group.Reason}");
        }

        Step("Wait for all of them");
        await WaitAsync(client, started, calls);

        Step($"The stages of job group {started[0].Id}");
        foreach (var job in await client.JobGroups.GetJobsAsync(started[0].Id, null, calls))
        {
            Say($"{job.Id,6}  {job.JobType,-12} {job.Status,-10} {job.PercentComplete:0} %");
        }

        Step($"Publish job group {started[0].Id} to Hive");
        var published = await client.JobGroups.PublishAsync(
            started[0].Id,
            new PublishRequest { ConnectionId = 1, Path = ["default"], Table = "sales", Action = "createAndLoad", InputFormat = "avro" },
            useV3: false,
            calls);
        await client.JobGroups.WaitForPublishAsync(published, new WaitOptions(), calls);
        Say($"{published.Reason}: {string.Join(", ", published.Jobs ?? [])}");

        Step("Run deployment 3 and wait for its job groups");
        await WaitAsync(client, await client.Deployments.RunAsync(3, new Hashtable { ["Region"] = "EMEA" }, useV3: false, calls), calls);

        Step("What the session knows of the server's quotas");
        foreach (var limit in client.RateLimits.Where(limit => limit.UserLimit is not null))
        {
            Say($"{limit.EndpointClass}: {limit.UserRemaining} of {limit.UserLimit} a minute left");
        }

        return 0;
    }

    private static async Task WaitAsync(DataprepClient client, IReadOnlyList<StartedJobGroup> groups, CallContext calls)
    {
        var waiter = client.JobGroups.CreateWaiter(new WaitOptions());
        foreach (var group in groups)
        {
            waiter.Add(group.Id, group);
        }

        waiter.Seal();
        await waiter.RunAsync(
            outcome =>
            {
                Say(outcome.Error is { } error ? error.Message : $"job group {outcome.Id}: {outcome.Run?.Status} after {outcome.Run?.Duration?.TotalSeconds:0} s");
                return Task.CompletedTask;
            },
            progress => Say(string.Join("   ", progress.Pending.Select(group => $"{group.Id} {group.Status} {group.PercentComplete:0} %"))),
            calls);
    }

    private static void Step(string title) => Console.WriteLine($"{Environment.NewLine}{title}");

    private static void Say(string line)
    {
        if (line.Length > 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {line}"));
        }
    }

    private static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (var character in text)
        {
            secure.AppendChar(character);
        }

        return secure;
    }

    private sealed class Log : ICallObserver
    {
        public void Waiting(CallWait wait) => Say($"{wait.Operation} waits {wait.Delay.TotalSeconds:0.#} s: {wait.Reason}");

        public void Warn(string message) => Say(message);

        public bool WantsTrace => true;

        public void Trace(string line)
        {
            // The demo shows what happens, not each request.
        }
    }
}
