using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;
using DataprepPS.Emulator;
using Xunit;
using Xunit.Abstractions;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>
/// Every changing call of the client against every fault, on the first attempt and on all of them. The server's own record
/// says how often it acted; the caller must have been told the truth.
/// </summary>
[Collection("Safety")]
public sealed class FaultMatrixTests(ITestOutputHelper output)
{
    private const int Share = 4;

    private static readonly (string Name, string Value)[] InTwoSeconds = [("Retry-After", "2")];
    private static readonly (string Name, string Value)[] ALocation = [("Location", "/elsewhere")];

    /// <summary>A fault, and whether the caller can know from it alone that nothing happened.</summary>
    private sealed record Fault(string Name, Action<FaultTarget, int>? Script = null, bool IsCertain = false, double Timeout = 20, Func<Uri>? Detour = null);

    private static readonly Fault[] ServerFaults =
    [
        new("reset before", (on, times) => on.ResetBefore(times)),
        new("reset after", (on, times) => on.ResetAfter(times)),
        new("time-out before", (on, times) => on.HangBefore(times: times), Timeout: 0.3),
        new("time-out after", (on, times) => on.HangAfter(times: times), Timeout: 0.3),
        new("429", (on, times) => on.Status(429, times: times, headers: ("x-retry-after", "1")), IsCertain: true),
        new("429, long wait", (on, times) => on.Status(429, times: times, headers: ("x-retry-after", "3600")), IsCertain: true),
        new("400", (on, times) => on.Status(400, times: times), IsCertain: true),
        new("401", (on, times) => on.Status(401, times: times), IsCertain: true),
        new("403", (on, times) => on.Status(403, times: times), IsCertain: true),
        new("500 before", (on, times) => on.Status(500, times: times)),
        new("500 after", (on, times) => on.StatusAfter(500, times: times)),
        new("502 HTML before", (on, times) => on.Status(502, times: times)),
        new("502 HTML after", (on, times) => on.StatusAfter(502, times: times)),
        new("503", (on, times) => on.Status(503, times: times)),
        new("503, Retry-After", (on, times) => on.Status(503, times: times, headers: InTwoSeconds)),
        new("503 after, Retry-After", (on, times) => on.StatusAfter(503, times: times, headers: InTwoSeconds)),
        new("408 after", (on, times) => on.StatusAfter(408, times: times)),
        new("truncated body", (on, times) => on.Truncate(times)),
        new("200 with HTML, before", (on, times) => on.HtmlBefore(times)),
        new("200 with HTML, after", (on, times) => on.Html(times)),
        new("200 with {}", (on, times) => on.Body("{}", status: 200, times: times)),
        new("200, empty", (on, times) => on.Body(string.Empty, status: 200, times: times)),
        new("200 with two replies", (on, times) => on.Body("{\"id\":1}{\"id\":2}", status: 200, times: times)),
        new("slow drip", (on, times) => on.Slow(delayMs: 150, times: times), Timeout: 0.3),
        new("304", (on, times) => on.NotModified(times: times)),
        new("304 with a body", (on, times) => on.NotModified("not json", times)),
        new("304 after", (on, times) => on.StatusAfter(304, times: times)),
        new("303 after", (on, times) => on.StatusAfter(303, times: times, headers: ALocation)),
        new("302", (on, times) => on.Redirect("/login", times: times), IsCertain: true),
    ];

    [Fact]
    public void Every_changing_endpoint_has_a_driver()
    {
        var without = EndpointCatalogue.All.Where(line => line.Effect != Effect.Read && Driver.All.All(driver => driver.Endpoint != line));
        Assert.True(!without.Any(), $"Add a driver to Safety/Drivers.cs for: {string.Join(", ", without.Select(line => line.Operation))}");
    }

    [Fact]
    public async Task Nothing_happens_twice_and_nobody_is_told_what_is_not_so()
    {
        using var untrusted = new UntrustedServer();
        // Bound, so that nobody else gets the port, and not listened on.
        using var port = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        port.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var closed = new Uri($"http://{port.LocalEndPoint}/");
        Fault[] wayFaults =
        [
            new("DNS failure", IsCertain: true, Detour: () => new Uri("http://no-such-host.invalid/")),
            new("connection refused", IsCertain: true, Detour: () => closed),
            new("TLS failure", IsCertain: true, Detour: () => untrusted.Uri),
        ];
        // What all resources share is one piece of code: each of them meets a part of the faults, and all together every one.
        var isWhole = Environment.GetEnvironmentVariable("DATAPREP_MATRIX") == "whole";
        var cells = from driver in Driver.All.Index()
                    from fault in ServerFaults.Concat(wayFaults).Index()
                    where isWhole || !driver.Item.IsShared || (driver.Index + fault.Index) % Share == 0
                    from times in (int[])[1, 0]
                    select (driver: driver.Item, fault: fault.Item, times);
        var rows = new ConcurrentDictionary<(string, string, int), Row>();
        await Parallel.ForEachAsync(cells, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (cell, _) =>
            rows[(cell.driver.Name, cell.fault.Name, cell.times)] = await PlayAsync(cell.driver, cell.fault, cell.times));

        Report([.. rows.OrderBy(row => row.Key).Select(row => row.Value)]);
        Assert.Equal(0, untrusted.BytesSeen);
        var wrong = rows.Values.Where(row => row.Wrong is not null).ToList();
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Select(row => $"{row.Driver} x {row.Fault} x {row.Attempts}: {row.Wrong} (acted {row.Acted}, told {row.Told}: {row.Message})")));
    }

    private static async Task<Row> PlayAsync(Driver driver, Fault fault, int times)
    {
        await using var s = await SafetyServer.StartAsync(fault.Timeout, maxRetryTime: 8);
        Driver.Prepare(s);
        fault.Script?.Invoke(s.Server.Faults.On(EndpointCatalogueMatch.Pattern(driver.Endpoint)), times);
        if (fault.Detour is not null)
        {
            s.Way.Send(request => driver.Endpoint.Method == request.Method && request.RequestUri!.AbsolutePath.Split('/')[^1] == driver.Endpoint.Path.Split('/')[^1].Replace("{id}", "2", StringComparison.Ordinal), fault.Detour(), times);
        }

        var watch = System.Diagnostics.Stopwatch.StartNew();
        object? result = null;
        Exception? error = null;
        try
        {
            result = await driver.Call(s).WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (Exception e)
        {
            error = e;
        }

        await s.SettleAsync();
        var acted = s.Acted(driver.Endpoint);
        return new Row(driver.Name, fault.Name, times == 0 ? "all attempts" : "first attempt", s.Requests(driver.Endpoint), acted, Told(error), error?.Message ?? s.Warnings.FirstOrDefault())
        {
            Wrong = Judge(s, driver, fault, result, error, acted),
            Took = watch.Elapsed,
        };
    }

    private static string? Judge(SafetyServer s, Driver driver, Fault fault, object? result, Exception? error, int acted) => error switch
    {
        _ when acted > 1 => "the server acted more than once",
        // Where the true reply is no more than that, a lie cannot be told from it.
        null when acted == 0 && driver.Endpoint.AnswersNothing && fault.Name == "200, empty" => null,
        null when acted == 0 => "success, and nothing happened",
        null => driver.Verify(s, result),
        OutcomeUnknownException when fault.IsCertain => "unknown, although nothing can have happened",
        OutcomeUnknownException unknown => Incomplete(unknown),
        DataprepException when acted > 0 => "an error, and it had happened",
        DataprepException known when known.Method is null || known.Path is null || known.RecommendedAction.Length == 0 => "an error without method, path or advice",
        DataprepException => null,
        _ => $"a {error.GetType()} escaped",
    };

    private static string? Incomplete(OutcomeUnknownException unknown)
    {
        var settles = unknown.RecommendedAction.Contains("-Dp", StringComparison.Ordinal) || unknown.RecommendedAction.StartsWith("Read what the call", StringComparison.Ordinal);
        return settles && unknown.Method is not null && unknown.Path is not null ? null : "unknown, without a way to find out";
    }

    private static string Told(Exception? error) => error is DataprepException known ? known.ErrorId : error is null ? "result" : error.GetType().Name;

    private void Report(IReadOnlyList<Row> rows)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "TestResults", "fault-matrix.md");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path,
        [
            "| call | fault | on | requests | acted | told | message |",
            "|---|---|---|---|---|---|---|",
            .. rows.Select(row => $"| {row.Driver} | {row.Fault} | {row.Attempts} | {row.Requests} | {row.Acted} | {row.Told} | {row.Wrong} {row.Message?.ReplaceLineEndings(" ")} |"),
        ]);
        output.WriteLine($"{rows.Count} cells: {string.Join(", ", rows.GroupBy(row => row.Told).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} {group.Key}"))}");
        output.WriteLine($"slowest: {string.Join(", ", rows.GroupBy(row => row.Fault).OrderByDescending(group => group.Max(row => row.Took)).Take(5).Select(group => $"{group.Key} {group.Max(row => row.Took).TotalSeconds:0.0} s"))}");
        output.WriteLine(path);
    }

    private sealed record Row(string Driver, string Fault, string Attempts, int Requests, int Acted, string Told, string? Message)
    {
        public string? Wrong { get; init; }

        public TimeSpan Took { get; init; }
    }
}
