using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Client;
using DataprepPS.Client.Flows;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Packages;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Runs;

namespace DataprepPS.Framework;

/// <summary>What most depends on the framework's HTTP stack and on the packages: replies, faults, time-outs, cancellation, many at once.</summary>
/// <param name="server">The emulator.</param>
/// <param name="handler">Makes a handler of another of the framework's stacks; null for the client's own.</param>
internal sealed class Checks(Uri server, Func<HttpMessageHandler>? handler)
{
    public Dictionary<string, Func<Task>> All()
    {
        var client = Connect(server);
        return new Dictionary<string, Func<Task>>
        {
            ["reads JSON"] = async () => Same(1L, (await client.JobGroups.GetAsync(1, null, CallContext.None)).Id),
            ["lists all pages"] = async () => Same(100, (await ListAsync(client)).Distinct().Count()),
            ["starts and waits for twelve at once"] = async () => Same(12, (await WaitAsync(client, await StartAsync(client, 12))).Count(outcome => outcome.Group?.IsSuccess == true)),
            ["publishes"] = async () => Same(1L, (await PublishAsync(client)).JobGroupId),
            ["downloads a file"] = async () =>
            {
                using var file = new MemoryStream();
                await client.JobGroups.DownloadPdfResultsAsync(2, file, CallContext.None);
                Same("%PDF", Encoding.ASCII.GetString(file.ToArray(), 0, 4));
            },
            ["exports a large package and imports it again"] = async () => Same(1, (await CopyPackageAsync(client)).Count),
            ["repeats after 503, a reset and a body that breaks off"] = async () =>
            {
                Control("POST", "reset");
                Control("POST", "faults", """[{"operation":"getJobGroup","fault":"status","status":503},{"operation":"getJobGroup","fault":"resetBefore"},{"operation":"getJobGroup","fault":"truncate"}]""");
                Same(1L, (await client.JobGroups.GetAsync(1, null, CallContext.None)).Id);
                Same(4, Count(Control("GET", "journal"), "\"getJobGroup\""));
            },
            ["waits as long as a 429 says"] = async () =>
            {
                Control("POST", "faults", """[{"operation":"getJobGroup","fault":"status","status":429,"headers":{"x-retry-after":"2"}}]""");
                var watch = Stopwatch.StartNew();
                Same(1L, (await client.JobGroups.GetAsync(1, null, CallContext.None)).Id);
                Same(true, watch.Elapsed >= TimeSpan.FromSeconds(2));
            },
            ["starts once although the reply is lost, and finds what it started"] = async () =>
            {
                Control("POST", "reset");
                Control("POST", "faults", """[{"operation":"runJobGroup","fault":"resetAfter"}]""");
                // The reset server gives out ids that the other client has seen started.
                using var fresh = Connect(server);
                Same(7L, (await fresh.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, CallContext.None)).RecipeId);
                Same(1, Count(Control("GET", "actions"), "\"effect\""));
                Same(2, Count(Control("GET", "journal"), "\"runJobGroup\""));
            },
            ["does not repeat a change that may have happened"] = async () =>
            {
                Control("POST", "faults", """[{"operation":"publishJobGroup","fault":"resetBefore","times":0}]""");
                await FailsAsync<OutcomeUnknownException>(() => PublishAsync(client));
                Same(1, Count(Control("GET", "journal"), "\"publishJobGroup\""));
            },
            ["keeps the token from where a redirect points"] = async () =>
            {
                var elsewhere = new TcpListener(IPAddress.Loopback, 0);
                elsewhere.Start();
                Control("POST", "faults", $$"""[{"operation":"getJobGroup","fault":"redirect","status":307,"location":"http://{{elsewhere.LocalEndpoint}}/v4/jobGroups/1"}]""");
                await FailsAsync<ConnectionFailedException>(() => client.JobGroups.GetAsync(1, null, CallContext.None));
                Same(false, elsewhere.Pending());
                elsewhere.Stop();
            },
            ["tells a time-out"] = async () =>
            {
                Control("POST", "faults", """[{"operation":"getJobGroup","fault":"hangBefore","times":0}]""");
                using var hasty = Connect(server, timeout: 0.3, maxRetryTime: 0.1);
                await FailsAsync<RequestTimeoutException>(() => hasty.JobGroups.GetAsync(1, null, CallContext.None));
            },
            ["comes back from a cancellation at once"] = async () =>
            {
                using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));
                var watch = Stopwatch.StartNew();
                await FailsAsync<OperationCanceledException>(() => client.JobGroups.GetAsync(1, null, new CallContext(stop.Token)));
                Same(true, watch.Elapsed < TimeSpan.FromSeconds(1));
                Control("POST", "reset");
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

    /// <summary>What the client sets on the handler that it makes.</summary>
    public Dictionary<string, Func<Task>> OfOwnHandler()
    {
        var client = Connect(server);
        return new Dictionary<string, Func<Task>>
        {
            ["has more than two requests under way at once"] = async () =>
            {
                Control("POST", "reset");
                Control("POST", "faults", """[{"operation":"getJobGroup","fault":"slow","chunkBytes":40,"times":0}]""");
                await Task.WhenAll(Enumerable.Range(1, 12).Select(id => client.JobGroups.GetAsync(id, null, CallContext.None)));
                var most = Regex.Matches(Control("GET", "journal"), "\"inFlight\": ([0-9]+)").Cast<Match>().Max(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
                Same(true, most > 2);
            },
            ["refuses a certificate that nobody trusts, unless told otherwise"] = async () =>
            {
                using var untrusted = UntrustedServer.Start();
                using var careful = Connect(untrusted.Uri, maxRetryTime: 0.1);
                var error = await FailsAsync<ConnectionFailedException>(() => careful.JobGroups.GetAsync(1, null, CallContext.None));
                Same((true, 0), (error.Message.Contains("no secure connection"), untrusted.Requests));
                using var careless = Connect(untrusted.Uri, skipCertificateCheck: true);
                Same((1L, 1), ((await careless.JobGroups.GetAsync(1, null, CallContext.None)).Id, untrusted.Requests));
            },
        };
    }

    private DataprepClient Connect(Uri address, double timeout = 30, double maxRetryTime = 60, string token = "secret", bool skipCertificateCheck = false)
    {
        var secure = new SecureString();
        foreach (var character in token)
        {
            secure.AppendChar(character);
        }

        return new DataprepClient(new DataprepClientOptions
        {
            BaseUri = address,
            Token = secure,
            Timeout = TimeSpan.FromSeconds(timeout),
            MaxRetryTime = TimeSpan.FromSeconds(maxRetryTime),
            SkipCertificateCheck = skipCertificateCheck,
            Connection = handler,
        });
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

    private static Task<PublishResult> PublishAsync(DataprepClient client) =>
        client.JobGroups.PublishAsync(1, new PublishRequest { ConnectionId = 1, Path = ["d"], Table = "t", Action = "create", InputFormat = "avro" }, false, CallContext.None);

    private static async Task<IReadOnlyList<Flow>> CopyPackageAsync(DataprepClient client)
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var file = File.Create(path))
            {
                Same(true, await client.Flows.ExportAsync(1, null, file, null, CallContext.None) > 2_000_000);
            }

            return await client.Flows.ImportAsync(new ImportRequest(new PackageFile(path)), CallContext.None);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private string Control(string method, string path, string body = "")
    {
        using var web = new WebClient { Proxy = null };
        web.Headers["Content-Type"] = "application/json";
        var address = new Uri(server, "_emulator/" + path);
        return method == "GET" ? web.DownloadString(address) : web.UploadString(address, method, body);
    }

    private static int Count(string text, string part) => text.Split([part], StringSplitOptions.None).Length - 1;

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
