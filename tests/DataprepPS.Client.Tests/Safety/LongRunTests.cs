using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Runs;
using DataprepPS.Client.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>A day of waiting in virtual time; and, where DATAPREP_SOAK says for how many minutes, real traffic under faults.</summary>
[Collection("Safety")]
public sealed class LongRunTests(ITestOutputHelper output)
{
    private const int Groups = 500;

    // In hours.
    private static readonly double[] Ends = [.. Enumerable.Range(0, Groups + 1).Select(id => 24 * Math.Pow((double)id / Groups, 100))];
    private static readonly string[] Ids = [.. Enumerable.Range(0, Groups + 1).Select(id => id.ToString(CultureInfo.InvariantCulture))];

    [Fact]
    public Task A_day_of_waiting_for_500_groups_under_faults_loses_none() => WaitForADayAsync(client => client.JobGroups, 0);

    [Fact]
    public Task A_day_of_waiting_for_500_flow_runs_under_faults_loses_none() => WaitForADayAsync(client => client.FlowRuns, 2);

    [Fact]
    public Task A_day_of_waiting_for_500_plan_runs_under_faults_loses_none() => WaitForADayAsync(client => client.PlanRuns, 0);

    /// <param name="kind">The kind of run.</param>
    /// <param name="each">The requests that each run takes once, besides the looks at all.</param>
    private async Task WaitForADayAsync(Func<DataprepClient, IRunClient> kind, int each)
    {
        var time = new JumpTime(TimeSpan.FromSeconds(100));
        var start = time.GetUtcNow();
        var dice = new Random(4711);
        var requests = 0;
        var faults = 0;
        using var client = new DataprepClient(new DataprepClientOptions
        {
            BaseUri = new Uri("http://127.0.0.1:1"),
            Token = SafetyServer.Secure("canary"),
            TimeProvider = time,
            Connection = () => new StubHandler(request =>
            {
                Interlocked.Increment(ref requests);
                lock (dice)
                {
                    if (dice.NextDouble() < 0.01)
                    {
                        faults++;
                        return (faults % 4) switch
                        {
                            0 => throw new HttpRequestException("reset", new IOException("reset")),
                            1 => Task.FromResult(StubHandler.Reply("<html>", 502)),
                            2 => Task.FromResult(StubHandler.Reply("<html>")),
                            _ => Task.FromResult(StubHandler.Reply("{}", 503)),
                        };
                    }
                }

                return Task.FromResult(StubHandler.Reply(Answer(request.RequestUri!, start, time.GetUtcNow())));
            }),
        });
        // By itself the waiter looks five times as often; that costs a minute and is left to the soak.
        var isFull = Environment.GetEnvironmentVariable("DATAPREP_SOAK") is not null;
        var waiter = kind(client).CreateWaiter(new WaitOptions { PollInterval = isFull ? null : TimeSpan.FromSeconds(20) });
        for (var id = 1; id <= Groups; id++)
        {
            waiter.Add(id, null);
        }

        waiter.Seal();
        var outcomes = new List<RunOutcome>();
        var watch = Stopwatch.StartNew();
        await waiter.RunAsync(
            outcome =>
            {
                outcomes.Add(outcome);
                return Task.CompletedTask;
            },
            null,
            CallContext.None);
        output.WriteLine($"{(time.GetUtcNow() - start).TotalHours:0.0} h in {watch.Elapsed.TotalSeconds:0.0} s: {requests} requests, {faults} faults, {outcomes.Count} runs ended");
        Assert.Equal(Enumerable.Range(1, Groups).Select(id => (long)id), outcomes.Select(outcome => outcome.Id).Order());
        Assert.All(outcomes, outcome => Assert.Equal(outcome.Id % 10 == 0 ? typeof(RunFailedException) : null, outcome.Error?.GetType()));
        // A list every four seconds at most, however many runs there are, and what those that ended and failed have to say.
        Assert.InRange(requests, 1, (24 * 3600 / 4 * 2) + ((1 + each) * Groups));
    }

    [Fact]
    public async Task Real_traffic_under_faults_leaves_nothing_behind()
    {
        if (!double.TryParse(Environment.GetEnvironmentVariable("DATAPREP_SOAK"), CultureInfo.InvariantCulture, out var minutes))
        {
            return;
        }

        // In a process of its own: what is measured here is the client alone.
        using var server = await EmulatorProcess.StartAsync(Chaos());
        using var client = new DataprepClient(new DataprepClientOptions { BaseUri = server.BaseUri, Token = SafetyServer.Secure("secret"), Timeout = TimeSpan.FromSeconds(10), MaxRetryTime = TimeSpan.FromSeconds(20) });
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(minutes));
        var counts = new int[5];
        var lines = new List<string>();
        var samples = new List<(double Managed, int Sockets, int Threads)>();
        var watch = Stopwatch.StartNew();
        var ids = new System.Collections.Concurrent.ConcurrentDictionary<long, bool>();
        var work = Enumerable.Range(0, 16).Select(worker => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                JobGroup? group = null;
                try
                {
                    group = await client.JobGroups.StartAsync(new RunRequest { RecipeId = 1 + (worker * 3) }, CallContext.None);
                    Assert.True(ids.TryAdd(group.Id, true), $"job group {group.Id} was told twice");
                    Interlocked.Increment(ref counts[0]);
                    while (!JobGroupStatus.IsFinished(await client.JobGroups.GetStatusAsync(group.Id, CallContext.None)))
                    {
                        await Task.Delay(10);
                    }

                    await client.JobGroups.PublishAsync(group.Id, Driver.Publish, true, CallContext.None);
                    Interlocked.Increment(ref counts[1]);
                }
                catch (OutcomeUnknownException)
                {
                    Interlocked.Increment(ref counts[group is null ? 2 : 3]);
                }
                catch (DataprepException)
                {
                    Interlocked.Increment(ref counts[4]);
                }
            }
        })).ToList();
        await Task.Delay(TimeSpan.FromSeconds(15));
        while (!stop.IsCancellationRequested)
        {
            await TellAsync();
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(30), stop.Token));
        }

        await Task.WhenAll(work);
        await TellAsync();
        lines.ForEach(output.WriteLine);
        var started = await server.StartedAsync();
        Assert.Equal(started.Count, started.Select(group => group.ExecutionId).Distinct().Count());
        Assert.Subset(started.Select(group => group.Id).ToHashSet(), ids.Keys.ToHashSet());
        Assert.InRange(started.Count, counts[0], counts[0] + counts[2]);
        // The first sample is taken warm. What the test itself remembers, an id for each run, is in the figures too.
        Assert.InRange(samples[^1].Managed, 0, samples[0].Managed + 16);
        Assert.InRange(samples[^1].Sockets, 0, samples[0].Sockets + 16);
        Assert.InRange(samples[^1].Threads, 0, samples[0].Threads + 16);

        async Task TellAsync()
        {
            using var process = Process.GetCurrentProcess();
            var sockets = OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Count(IsSocket) : 0;
            var managed = GC.GetTotalMemory(true) / 1048576.0;
            var requests = await server.RequestsAsync();
            samples.Add((managed, sockets, process.Threads.Count));
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed:mm\\:ss}: managed {managed:0.0} MiB, working set {process.WorkingSet64 / 1048576} MiB, {sockets} sockets, {process.Threads.Count} threads, {requests} requests, {counts[0]} runs, {counts[1]} publishes, {counts[2]} runs and {counts[3]} publishes unknown, {counts[4]} errors"));
        }
    }

    private static string Chaos() => string.Join(",", ((string[])["resetBefore", "resetAfter", "statusAfter", "status", "html", "truncate"]).Select(fault =>
        $$"""{"operation":"*","times":0,"probability":0.005,"fault":"{{fault}}"{{(fault.StartsWith("status", StringComparison.Ordinal) ? ",\"status\":503,\"headers\":{\"Retry-After\":\"0\"}" : "")}}}"""));

    private static bool IsSocket(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>
    /// The higher its id, the longer a run goes on: most end soon, the last after a day. Every tenth fails. A flow run has one job
    /// group, of the same number.
    /// </summary>
    private static string Answer(Uri uri, DateTimeOffset start, DateTimeOffset now)
    {
        var parts = uri.AbsolutePath.Split('/');
        if (parts.Length > 3)
        {
            var row = Row(int.Parse(parts[3], CultureInfo.InvariantCulture), start, now);
            return parts[^1] switch
            {
                "status" => row.Split("\"status\":")[1].Split(',')[0],
                "jobGroups" => $"{{\"data\":[{row}]}}",
                _ => row,
            };
        }

        var query = uri.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var offset = query.TryGetValue("offset", out var from) ? int.Parse(from, CultureInfo.InvariantCulture) : 0;
        var text = new StringBuilder("{\"data\":[");
        for (var id = Groups - offset; id > Math.Max(0, Groups - offset - int.Parse(query["limit"], CultureInfo.InvariantCulture)); id--)
        {
            text.Append(text.Length > 10 ? "," : string.Empty).Append(Row(id, start, now));
        }

        return text.Append("]}").ToString();
    }

    private static string Row(int id, DateTimeOffset start, DateTimeOffset now)
    {
        var status = (now - start).TotalHours < Ends[id] ? "InProgress" : id % 10 == 0 ? "Failed" : "Complete";
        return string.Concat("{\"id\":", Ids[id], ",\"status\":\"", status, "\",\"flowRun\":{\"id\":", Ids[id], "}}");
    }
}
