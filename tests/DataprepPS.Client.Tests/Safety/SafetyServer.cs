using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Emulator;
using Endpoint = DataprepPS.Client.Resources.Endpoint;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>A server with its own record of what it did, and a client of it whose waits take no time.</summary>
internal sealed class SafetyServer : IAsyncDisposable, ICallObserver
{
    public const string Token = "canary-5f0c+/=_token.of.the.test";

    private readonly ConcurrentQueue<string> lines = new();

    private SafetyServer(EmulatorServer server, JumpTime time, TimeSpan timeout, TimeSpan maxRetryTime)
    {
        (Server, Time) = (server, time);
        Client = NewClient(timeout, maxRetryTime);
    }

    public EmulatorServer Server { get; }

    public JumpTime Time { get; }

    public DataprepClient Client { get; }

    /// <summary>What the caller was told while it went on.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    public IEnumerable<string> Warnings => lines.Where(line => line.StartsWith("WARNING", StringComparison.Ordinal));

    public CallContext Context => new(CancellationToken.None, this);

    /// <summary>The highest id of each collection before the call.</summary>
    public IReadOnlyDictionary<Collection, long> Earlier { get; set; } = new Dictionary<Collection, long>();

    /// <summary>Requests of one endpoint that shall fail before they reach the server: at a name, a port, a certificate.</summary>
    public BrokenWay Way { get; } = new();

    public static async Task<SafetyServer> StartAsync(double timeout = 20, double maxRetryTime = 10, EmulatorOptions? options = null)
    {
        var time = new JumpTime(TimeSpan.FromSeconds(timeout));
        var server = await EmulatorServer.StartAsync((options ?? new EmulatorOptions { Quota = 0 }) with { TimeProvider = time, Token = Token, JournalCapacity = 100_000 });
        return new SafetyServer(server, time, TimeSpan.FromSeconds(timeout), TimeSpan.FromSeconds(maxRetryTime));
    }

    public DataprepClient NewClient(TimeSpan timeout, TimeSpan maxRetryTime) => new(new DataprepClientOptions
    {
        BaseUri = Server.BaseUri,
        Token = Secure(Token),
        Timeout = timeout,
        MaxRetryTime = maxRetryTime,
        TimeProvider = Time,
        Connection = () => new BrokenWayHandler(Way),
    });

    /// <summary>A request of somebody else's, with the same token.</summary>
    public async Task SomebodyElseAsync(string method, string path, string body)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Server.BaseUri, path));
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Token);
        request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        (await http.SendAsync(request)).EnsureSuccessStatusCode().Dispose();
    }

    public static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (var character in text)
        {
            secure.AppendChar(character);
        }

        return secure;
    }

    /// <summary>How often the server acted on requests like this.</summary>
    public int Acted(Endpoint endpoint) => Server.Journal.Entries.Count(e => e.HasActed && EndpointCatalogueMatch.Matches(endpoint, e));

    public int Requests(Endpoint endpoint) => Server.Journal.Entries.Count(e => EndpointCatalogueMatch.Matches(endpoint, e));

    /// <summary>Waits until the server has done with every request, those the client left included.</summary>
    public async Task SettleAsync()
    {
        for (var i = 0; i < 400 && Server.Journal.Entries.Any(e => !e.Finished && e.Fault?.StartsWith("hang", StringComparison.Ordinal) != true); i++)
        {
            await Task.Delay(5);
        }
    }

    void ICallObserver.Waiting(CallWait wait) => lines.Enqueue($"WAIT {wait.Operation} {wait.Delay} {wait.Attempt} {wait.Reason}");

    void ICallObserver.Warn(string message) => lines.Enqueue("WARNING " + message);

    bool ICallObserver.WantsTrace => true;

    void ICallObserver.Trace(string line) => lines.Enqueue("TRACE " + line);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}

internal static class EndpointCatalogueMatch
{
    public static bool Matches(Endpoint endpoint, JournalEntry entry) =>
        endpoint.Method.Method == entry.Method && Matches(endpoint.Path, entry.Path.Split('?')[0]);

    /// <summary>The endpoint as a fault script names it.</summary>
    public static string Pattern(Endpoint endpoint) =>
        $"{endpoint.Method} {System.Text.RegularExpressions.Regex.Replace(endpoint.Path, "{[^}]+}", "*")}";

    private static bool Matches(string template, string path)
    {
        var (expected, actual) = (template.Split('/'), path.Split('/'));
        return expected.Length == actual.Length && expected.Zip(actual).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }
}

/// <summary>Which requests go wrong on the way, and how often.</summary>
internal sealed class BrokenWay
{
    private int left;

    public Uri? Detour { get; private set; }

    private Func<HttpRequestMessage, bool> which = _ => false;

    /// <summary>Sends the next requests of a kind somewhere else.</summary>
    public void Send(Func<HttpRequestMessage, bool> requests, Uri to, int times) => (which, Detour, left) = (requests, to, times == 0 ? int.MaxValue : times);

    public bool Takes(HttpRequestMessage request) => which(request) && Interlocked.Decrement(ref left) >= 0;
}

/// <summary>The real network handler, for requests that may have been led astray.</summary>
internal sealed class BrokenWayHandler(BrokenWay way) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = System.Net.DecompressionMethods.All })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (way.Takes(request))
        {
            request.RequestUri = new Uri(way.Detour!, request.RequestUri!.PathAndQuery);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
