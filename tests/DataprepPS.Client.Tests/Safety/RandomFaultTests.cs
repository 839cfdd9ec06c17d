using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Emulator;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Xunit.Abstractions;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>
/// Random calls under random faults, one after the other or at once, over real HTTP. DATAPREP_SEQUENCES sets how many; a
/// failing sequence is shrunk to a minimal one before it is shown.
/// </summary>
[Collection("Safety")]
public sealed class RandomFaultTests(ITestOutputHelper output)
{
    private const int Partitions = 4;
    private const int SequencesPerServer = 150;

    private enum Kind
    {
        Run,
        Publish,
        PublishV3,
        Deployment,
        Cancel,
    }

    // Each is over within milliseconds. The faults that take real time are in the matrix.
    private static readonly (string Name, Action<FaultTarget> Play)[] Faults =
    [
        ("reset before", on => on.ResetBefore()),
        ("reset after", on => on.ResetAfter()),
        ("429", on => on.Status(429, headers: ("x-retry-after", "1"))),
        ("400", on => on.Status(400)),
        ("401", on => on.Status(401)),
        ("500", on => on.Status(500)),
        ("500 after", on => on.StatusAfter(500)),
        ("502 after", on => on.StatusAfter(502)),
        ("503 after", on => on.StatusAfter(503, headers: ("Retry-After", "2"))),
        ("html", on => on.Html()),
        ("html before", on => on.HtmlBefore()),
        ("304", on => on.NotModified()),
        ("{}", on => on.Body("{}")),
        ("good", on => on.Headers(new Dictionary<string, string?> { ["x-fine"] = "1" })),
    ];

    private static readonly string[] Reads = ["listJobLibrary", "getJobsForJobGroup", "listReleases", "getJobGroupStatus", "getCurrentPerson", "getPublicationsForJobGroup"];

    [Fact]
    public async Task No_sequence_of_faults_starts_anything_twice_or_hides_what_was_started()
    {
        var total = int.TryParse(Environment.GetEnvironmentVariable("DATAPREP_SEQUENCES"), out var wanted) ? wanted : 3000;
        await Task.WhenAll(Enumerable.Range(0, Partitions).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using var servers = new Supply();
                var config = Config.QuickThrowOnFailure.WithMaxTest(total / Partitions).WithQuietOnSuccess(true);
                Prop.ForAll(Arb.From(Plans(), Smaller), plan => servers.Play(plan)).Check(config);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        output.WriteLine($"{total} sequences");
    }

    private static Gen<Plan> Plans()
    {
        var step =
            from kind in Gen.Choose(0, 4)
            from faults in Gen.ListOf(Gen.Choose(0, Faults.Length - 1), 3)
            from count in Gen.Choose(0, 3)
            from reads in Gen.Choose(0, 11)
            // A server that says 304 to a run it never started lies; what can be done about that is a test of its own.
            select new Step((Kind)kind, [.. faults.Take(count).Where(f => kind != 0 || Faults[f].Name != "304")], reads < Reads.Length ? reads : -1);
        return from steps in Gen.ListOf(step, 3)
               from count in Gen.Choose(1, 3)
               from atOnce in Gen.Choose(0, 2)
               select new Plan([.. steps.Take(count)], atOnce == 0);
    }

    private static IEnumerable<Plan> Smaller(Plan plan)
    {
        for (var i = 0; i < plan.Steps.Count; i++)
        {
            var step = plan.Steps[i];
            yield return plan with { Steps = [.. plan.Steps.Where((_, j) => j != i)] };
            if (step.Read >= 0)
            {
                yield return plan with { Steps = [.. plan.Steps.Select((s, j) => j == i ? s with { Read = -1 } : s)] };
            }

            for (var f = 0; f < step.Faults.Count; f++)
            {
                var left = f;
                var fewer = step.Faults.Where((_, k) => k != left).ToList();
                yield return plan with { Steps = [.. plan.Steps.Select((s, j) => j == i ? s with { Faults = fewer } : s)] };
            }
        }

        if (plan.AtOnce)
        {
            yield return plan with { AtOnce = false };
        }
    }

    private sealed record Step(Kind Kind, List<int> Faults, int Read)
    {
        public override string ToString() => $"{Kind}[{string.Join(", ", Faults.Select(f => RandomFaultTests.Faults[f].Name))}{(Read < 0 ? "" : "; 500 to " + Reads[Read])}]";
    }

    private sealed record Plan(List<Step> Steps, bool AtOnce)
    {
        public override string ToString() => $"{(AtOnce ? "at once" : "in turn")}: {string.Join("; ", Steps)}";
    }

    /// <summary>A server and a client, used for a while: job lists grow, and long lists are another test.</summary>
    private sealed class Supply : IDisposable
    {
        private SafetyServer? server;
        private int used;

        public bool Play(Plan plan)
        {
            if (server is null || ++used % SequencesPerServer == 0)
            {
                Dispose();
                server = SafetyServer.StartAsync(timeout: 5, maxRetryTime: 6).GetAwaiter().GetResult();
            }

            try
            {
                return PlayAsync(server, plan).GetAwaiter().GetResult();
            }
            catch
            {
                // What went wrong must not disturb the sequences that shrinking tries next.
                Dispose();
                throw;
            }
        }

        public void Dispose()
        {
            server?.DisposeAsync().AsTask().GetAwaiter().GetResult();
            server = null;
        }
    }

    private static async Task<bool> PlayAsync(SafetyServer s, Plan plan)
    {
        var world = s.Server.World;
        // Out of the reach of what earlier sequences started.
        s.Time.Jump(TimeSpan.FromMinutes(10));
        s.Server.Faults.Clear();
        s.Server.Journal.Clear();
        var flow = world.AddFlow();
        var recipe = world.AddRecipe(null, flow.Id);
        var second = world.AddRecipe(null, flow.Id);
        var deployment = world.AddDeployment(null, null, recipe.Id, second.Id);
        var finished = world.StartJobGroup(recipe.Id);
        world.Finish(finished.Id);
        var running = world.StartJobGroup(second.Id, new JobGroupStart { Lifetime = TimeSpan.FromDays(10) });
        s.Time.Jump(TimeSpan.FromMinutes(1));
        var before = world.JobGroups.Count;
        foreach (var step in plan.Steps)
        {
            foreach (var fault in step.Faults)
            {
                Faults[fault].Play(s.Server.Faults.On(Operation(step.Kind)));
            }

            if (step.Read >= 0)
            {
                s.Server.Faults.On(Reads[step.Read]).Skip(1).Status(step.Read % 2 == 0 ? 500 : 403);
            }
        }

        var calls = new List<Told>();
        if (plan.AtOnce)
        {
            calls.AddRange(await Task.WhenAll(plan.Steps.Select(step => Task.Run(() => CallAsync(s, step.Kind, recipe.Id, deployment.Id, finished.Id, running.Id)))));
        }
        else
        {
            foreach (var step in plan.Steps)
            {
                calls.Add(await CallAsync(s, step.Kind, recipe.Id, deployment.Id, finished.Id, running.Id));
            }
        }

        await s.SettleAsync();
        var started = world.JobGroups.Skip(before).ToList();
        var runs = calls.Where(call => call.Kind == Kind.Run).ToList();
        var deployments = calls.Where(call => call.Kind == Kind.Deployment).ToList();
        var publishes = calls.Where(call => call.Kind is Kind.Publish or Kind.PublishV3).ToList();
        var byRun = started.Where(group => group.DeploymentId is null).ToList();
        var byDeployment = s.Server.Journal.Entries.Count(e => e.OperationId == "runDeployment" && e.HasActed);
        var published = world.FindJobGroup(finished.Id)!.Publishes;

        Check(byRun.Select(group => group.ExecutionId).Distinct().Count() == byRun.Count, "two groups under one execution id");
        foreach (var told in runs.Where(call => call.Group is not null))
        {
            Check(started.Exists(group => group.Id == told.Group!.Id && group.ExecutionId == told.Group.ExecutionId.ToString()), $"job group {told.Group!.Id} is not its own");
        }

        Bounds("run", byRun.Count, runs);
        Bounds("deployment", byDeployment, deployments);
        Bounds("publish", published.Count, publishes);
        var groupIds = deployments.SelectMany(call => call.Ids).ToList();
        Check(groupIds.Distinct().Count() == groupIds.Count && groupIds.TrueForAll(id => started.Exists(g => g.Id == id && g.DeploymentId == deployment.Id)), "groups of a deployment");
        var jobIds = publishes.SelectMany(call => call.Ids).ToList();
        Check(jobIds.Distinct().Count() == jobIds.Count && jobIds.TrueForAll(id => published.Any(p => p.JobId == id)), "publish jobs");
        var canceled = running.StatusAt(s.Time.GetUtcNow()) == "Canceled";
        Check(canceled || calls.TrueForAll(call => call.Kind != Kind.Cancel || call.Error is not null), "told of a cancellation that was none");
        Check(!canceled || calls.Exists(call => call.Kind == Kind.Cancel && call.Error is null or OutcomeUnknownException), "a cancellation was hidden");
        return true;

        // Every success happened, everything that happened was told of, if only as not known.
        void Bounds(string what, int happened, List<Told> told)
        {
            var successes = told.Count(call => call.Error is null);
            var unknown = told.Count(call => call.Error is OutcomeUnknownException);
            Check(happened >= successes, $"{what}: {successes} told of, {happened} happened");
            Check(happened <= successes + unknown, $"{what}: {happened} happened, {successes} told of, {unknown} not known");
        }

        void Check(bool isTrue, string what)
        {
            if (!isTrue)
            {
                throw new InvalidOperationException($"{what}{Environment.NewLine}{plan}{Environment.NewLine}{string.Join(Environment.NewLine, calls)}{Environment.NewLine}{string.Join(Environment.NewLine, s.Warnings.TakeLast(10))}");
            }
        }
    }

    private static async Task<Told> CallAsync(SafetyServer s, Kind kind, long recipe, long deployment, long finished, long running)
    {
        try
        {
            switch (kind)
            {
                case Kind.Run:
                    return new Told(kind, null, []) { Group = await s.Client.JobGroups.StartAsync(new RunRequest { RecipeId = recipe }, s.Context) };
                case Kind.Cancel:
                    await s.Client.JobGroups.CancelAsync(running, s.Context);
                    return new Told(kind, null, []);
                case Kind.Deployment:
                    var groups = await s.Client.Deployments.RunAsync(deployment, null, false, s.Context);
                    return new Told(kind, null, [.. groups.Select(group => group.Id)]);
                default:
                    var result = await s.Client.JobGroups.PublishAsync(finished, Driver.Publish, kind == Kind.PublishV3, s.Context);
                    return new Told(kind, null, result.JobIds ?? []);
            }
        }
        catch (DataprepException e)
        {
            return new Told(kind, e, []);
        }
    }

    private static string Operation(Kind kind) => kind switch
    {
        Kind.Run => "runJobGroup",
        Kind.Publish => "publishJobGroup",
        Kind.PublishV3 => "publishJobGroupV3",
        Kind.Deployment => "runDeployment",
        _ => "cancelJobGroup",
    };

    private sealed record Told(Kind Kind, DataprepException? Error, IReadOnlyList<long> Ids)
    {
        public DataprepPS.Client.JobGroups.JobGroup? Group { get; init; }

        public override string ToString() => $"{Kind}: {Error?.ErrorId ?? "result"} {string.Join(",", Ids)}{Group?.Id} {Error?.Message}";
    }
}
