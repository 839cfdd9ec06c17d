using System;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Emulator;

namespace DataprepPS.Client.Tests.Support;

/// <summary>A client and an emulator that share a clock which leaps over every wait.</summary>
internal sealed class EmulatedSession : IAsyncDisposable
{
    private EmulatedSession(EmulatorServer server, LeapingTimeProvider time, TimeSpan maxRetryTime)
    {
        Server = server;
        Time = time;
        Client = NewClient(maxRetryTime);
        Context = new CallContext(Cancellation.Token, Observer);
    }

    public EmulatorServer Server { get; }

    public LeapingTimeProvider Time { get; }

    public DataprepClient Client { get; }

    public RecordingObserver Observer { get; } = new();

    public CancellationTokenSource Cancellation { get; } = new();

    public CallContext Context { get; }

    public static async Task<EmulatedSession> StartAsync(EmulatorOptions? options = null, TimeSpan? maxRetryTime = null)
    {
        var time = new LeapingTimeProvider();
        return new EmulatedSession(
            await EmulatorServer.StartAsync((options ?? new EmulatorOptions()) with { TimeProvider = time }), time, maxRetryTime ?? TimeSpan.FromMinutes(5));
    }

    /// <summary>Another session of the same user.</summary>
    public DataprepClient NewClient(TimeSpan maxRetryTime) => new(new DataprepClientOptions
    {
        BaseUri = Server.BaseUri,
        Token = SecureText.Of("secret"),
        TimeProvider = Time,
        Random = new Random(1),
        Timeout = LeapingTimeProvider.Never,
        MaxRetryTime = maxRetryTime,
    });

    public Task<DataprepPS.Client.JobGroups.JobGroup> RunAsync(long recipe = 7) =>
        Client.JobGroups.StartAsync(new RunRequest { RecipeId = recipe }, Context);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Cancellation.Dispose();
        await Server.DisposeAsync();
    }
}
