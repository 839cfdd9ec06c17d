using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using Xunit;

namespace DataprepPS.Client.Tests.Support;

/// <summary>A client and a server whose every byte the test gives.</summary>
internal sealed class FixtureSession : IAsyncDisposable
{
    public const string Token = "canary-eyJhbGciOi.token_0123456789";

    private FixtureSession(FixtureServer server, DataprepClientOptions options)
    {
        Server = server;
        Client = new DataprepClient(options);
        Context = new CallContext(Cancellation.Token, Observer);
    }

    public FixtureServer Server { get; }

    public DataprepClient Client { get; }

    public RecordingObserver Observer { get; } = new();

    public CancellationTokenSource Cancellation { get; } = new();

    public CallContext Context { get; }

    public IReadOnlyList<FixtureRequest> Requests => Server.Requests;

    /// <summary>Answers in the order given; the last answer again and again.</summary>
    public static FixtureSession Start(params FixtureReply[] replies)
    {
        var next = 0;
        return Start(_ => replies[Math.Min(next++, replies.Length - 1)]);
    }

    public static FixtureSession Start(
        Func<FixtureRequest, FixtureReply> answer, TimeProvider? time = null, TimeSpan? maxRetryTime = null, TimeSpan? timeout = null, string path = "")
    {
        var server = FixtureServer.Start(answer);
        return new FixtureSession(server, new DataprepClientOptions
        {
            BaseUri = new Uri(server.BaseUri, path),
            Token = SecureText.Of(Token),
            TimeProvider = time ?? new LeapingTimeProvider(),
            Random = new Random(1),
            Timeout = timeout ?? LeapingTimeProvider.Never,
            MaxRetryTime = maxRetryTime ?? TimeSpan.FromMinutes(5),
        });
    }

    /// <summary>Checks that just one request came, and its JSON body.</summary>
    public FixtureRequest Sent(string method, string target, string? body = null) => Sent(method, target, body is null ? null : JsonNode.Parse(body));

    public FixtureRequest Sent(string method, string target, JsonNode? body)
    {
        var request = Assert.Single(Requests, request => request.Method == method && request.Target == target);
        AssertJson.Equal(body, request.Body.Length == 0 ? null : JsonNode.Parse(request.Body));
        Assert.Equal($"Bearer {Token}", request["Authorization"]);
        return request;
    }

    public string[] Calls() => [.. Requests.Select(request => $"{request.Method} {request.Path}")];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Cancellation.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>Compares JSON by what it means.</summary>
internal static class AssertJson
{
    public static void Equal(JsonNode? expected, JsonNode? actual) => Assert.True(
        JsonNode.DeepEquals(expected, actual), $"expected {expected?.ToJsonString() ?? "nothing"}\nbut was  {actual?.ToJsonString() ?? "nothing"}");
}
