using System;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using DataprepPS.Emulator;
using Xunit;

namespace DataprepPS.Client.Tests.Emulator;

/// <summary>A server of its own with a clock that only the test moves, and a plain client that has the token.</summary>
internal sealed class RunningEmulator : IAsyncDisposable
{
    private RunningEmulator(EmulatorServer server, VirtualClock clock)
    {
        (Server, Clock) = (server, clock);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = server.BaseUri };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
    }

    public EmulatorServer Server { get; }

    public VirtualClock Clock { get; }

    public HttpClient Http { get; }

    public static async Task<RunningEmulator> StartAsync(EmulatorOptions? options = null)
    {
        var clock = new VirtualClock();
        return new RunningEmulator(await EmulatorServer.StartAsync((options ?? new EmulatorOptions()) with { TimeProvider = clock }), clock);
    }

    public async Task<JsonElement> GetAsync(string path, int status = 200) => await ReadAsync(await Http.GetAsync(path), status);

    public Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, string? executionId = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (executionId is not null)
        {
            request.Headers.Add("x-execution-id", executionId);
        }

        return Http.SendAsync(request);
    }

    public async Task<JsonElement> SendAsync(string method, string path, string? body, int status) =>
        await ReadAsync(await SendAsync(method, path, body), status);

    public Task<HttpResponseMessage> RunAsync(long recipeId = 7, string? executionId = null) =>
        SendAsync("POST", "/v4/jobGroups", $$$"""{"wrangledDataset":{"id":{{{recipeId}}}}}""", executionId);

    public static long[] Ids(JsonElement list) => [.. list.GetProperty("data").EnumerateArray().Select(r => r.GetProperty("id").GetInt64())];

    /// <summary>Checks the ids of a list, in order.</summary>
    public async Task ListsAsync(string path, params long[] ids) => Assert.Equal(ids, Ids(await GetAsync(path)));

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"expected {status}, got {(int)response.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class VirtualClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(double seconds) => now += TimeSpan.FromSeconds(seconds);
}
