using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Client;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Runs;

namespace DataprepPS.Framework;

/// <summary>What most depends on the framework's HTTP stack and on the packages: replies, faults, time-outs, cancellation, many at once.</summary>
internal static class Checks
{
    public static Dictionary<string, Func<Task>> All(Uri server)
    {
        var client = Connect(server);
        return new Dictionary<string, Func<Task>>
        {
            ["reads JSON"] = async () => Same(1L, (await client.JobGroups.GetAsync(1, null, CallContext.None)).Id),
            ["lists all pages"] = async () => Same(100, (await ListAsync(client)).Distinct().Count()),
            ["starts and waits for twelve at once"] = async () => Same(12, (await WaitAsync(client, await StartAsync(client, 12))).Count(outcome => outcome.Group?.IsSuccess == true)),
            ["publishes"] = async () => Same(1L, (await client.JobGroups.PublishAsync(1, new PublishRequest { ConnectionId = 1, Path = ["d"], Table = "t", Action = "create", InputFormat = "avro" }, false, CallContext.None)).JobGroupId),
            ["downloads a file"] = async () =>
            {
                using var file = new MemoryStream();
                await client.JobGroups.DownloadPdfResultsAsync(2, file, CallContext.None);
                Same("%PDF", Encoding.ASCII.GetString(file.ToArray(), 0, 4));
            },
            ["repeats after 429, 503 and a reset"] = async () =>
            {
                Control(server, "faults", """[{"operation":"getJobGroup","fault":"status","status":429,"headers":{"x-retry-after":"1"}},{"operation":"getJobGroup","fault":"status","status":503},{"operation":"getJobGroup","fault":"resetBefore"}]""");
                Same(1L, (await client.JobGroups.GetAsync(1, null, CallContext.None)).Id);
            },
            ["starts once although the reply is lost"] = async () =>
            {
                Control(server, "reset");
                Control(server, "faults", """[{"operation":"runJobGroup","fault":"resetAfter"}]""");
                Same(7L, (await client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, CallContext.None)).RecipeId);
                Same(1, Control(server, "actions").Split(["\"effect\""], StringSplitOptions.None).Length - 1);
            },
            ["tells a time-out"] = async () =>
            {
                Control(server, "faults", """[{"operation":"getJobGroup","fault":"hangBefore","times":0}]""");
                using var hasty = Connect(server, timeout: 0.3, maxRetryTime: 0.1);
                await FailsAsync<RequestTimeoutException>(() => hasty.JobGroups.GetAsync(1, null, CallContext.None));
            },
            ["comes back from a cancellation at once"] = async () =>
            {
                using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));
                var watch = System.Diagnostics.Stopwatch.StartNew();
                await FailsAsync<OperationCanceledException>(() => client.JobGroups.GetAsync(1, null, new CallContext(stop.Token)));
                Same(true, watch.Elapsed < TimeSpan.FromSeconds(2));
                Control(server, "reset");
            },
            ["reads the server's error"] = async () => Same(404, (await FailsAsync<ApiException>(() => client.JobGroups.GetAsync(999999, null, CallContext.None))).StatusCode),
            ["is refused with a wrong token"] = async () =>
            {
                using var stranger = Connect(server, token: "wrong");
                Same(ErrorKind.Authentication, (await FailsAsync<ApiException>(() => stranger.JobGroups.GetAsync(1, null, CallContext.None))).Kind);
            },
            ["names a server that is not there"] = async () =>
            {
                using var nobody = Connect(new Uri("http://127.0.0.1:1"), maxRetryTime: 0.1);
                await FailsAsync<ConnectionFailedException>(() => nobody.JobGroups.GetAsync(1, null, CallContext.None));
            },
        };
    }

    private static DataprepClient Connect(Uri server, double timeout = 30, double maxRetryTime = 60, string token = "secret")
    {
        var secure = new SecureString();
        foreach (var character in token)
        {
            secure.AppendChar(character);
        }

        return new DataprepClient(new DataprepClientOptions { BaseUri = server, Token = secure, Timeout = TimeSpan.FromSeconds(timeout), MaxRetryTime = TimeSpan.FromSeconds(maxRetryTime) });
    }

    private static async Task<List<long>> ListAsync(DataprepClient client)
    {
        List<long> ids = [];
        await client.JobGroups.ListAsync(
            new ResourceQuery(),
            null,
            group =>
            {
                ids.Add(group.Id);
                return Task.FromResult(true);
            },
            CallContext.None);
        return ids;
    }

    private static Task<JobGroup[]> StartAsync(DataprepClient client, int count) =>
        Task.WhenAll(Enumerable.Range(1, count).Select(recipe => client.JobGroups.StartAsync(new RunRequest { RecipeId = recipe }, CallContext.None)));

    private static async Task<List<(long Id, JobGroup? Group)>> WaitAsync(DataprepClient client, JobGroup[] groups)
    {
        List<(long, JobGroup?)> ended = [];
        var waiter = client.JobGroups.CreateWaiter(new WaitOptions { PollInterval = TimeSpan.FromSeconds(0.1) });
        foreach (var group in groups)
        {
            waiter.Add(group.Id, group);
        }

        waiter.Seal();
        await waiter.RunAsync(
            outcome =>
            {
                ended.Add((outcome.Id, outcome.Run as JobGroup));
                return Task.CompletedTask;
            },
            null,
            CallContext.None);
        return ended;
    }

    private static string Control(Uri server, string path, string? body = null)
    {
        using var web = new WebClient { Proxy = null };
        web.Headers["Content-Type"] = "application/json";
        return path == "actions" ? web.DownloadString(new Uri(server, "_emulator/actions")) : web.UploadString(new Uri(server, "_emulator/" + path), body ?? string.Empty);
    }

    private static void Same<T>(T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new InvalidOperationException($"expected {expected}, got {actual}");
        }
    }

    private static async Task<T> FailsAsync<T>(Func<Task> work)
        where T : Exception
    {
        try
        {
            await work();
        }
        catch (T e)
        {
            return e;
        }

        throw new InvalidOperationException($"no {typeof(T).Name}");
    }
}
