using System;

namespace DataprepPS.Emulator;

/// <summary>Which product the server pretends to be; it decides which routes exist.</summary>
public enum Edition
{
    /// <summary>Self-managed Enterprise: everything the emulator implements.</summary>
    SelfManaged,

    /// <summary>Google Cloud Dataprep today: no deployments, releases, publish or v3 routes.</summary>
    Cloud,

    /// <summary>Like Release 6.0: v3 routes, but no job library and no v4 job group status.</summary>
    Old,
}

/// <summary>What a server is started with. The command line sets the same things.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The bearer token that is accepted. With no token, no Basic user and no token endpoint, everybody is let in.</summary>
    public string? Token { get; init; } = "secret";

    /// <summary>How long an access token of the token endpoint lives, in the time of <see cref="TimeProvider"/>; null for no such endpoint.</summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>The token endpoint's loopback port; 0 takes a free one.</summary>
    public int TokenPort { get; init; }

    /// <summary>The refresh token there is at the start.</summary>
    public string RefreshToken { get; init; } = "refresh";

    /// <summary>The client that may refresh.</summary>
    public string ClientId { get; init; } = "client";

    /// <summary>How long a pair of tokens can be renewed.</summary>
    public TimeSpan RefreshLifetime { get; init; } = TimeSpan.FromDays(365);

    /// <summary>How far the API's clock is ahead of the token endpoint's: access tokens end that much sooner than they promise.</summary>
    public TimeSpan TokenSkew { get; init; }

    /// <summary>Stands in every token that is made, to be recognised by.</summary>
    public string TokenMark { get; init; } = "emulated";

    /// <summary>The user accepted with HTTP Basic; null refuses Basic.</summary>
    public string? BasicUser { get; init; }

    /// <summary>The password of <see cref="BasicUser"/>.</summary>
    public string? BasicPassword { get; init; }

    /// <summary>How much faster than documented jobs run and quota windows pass.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Runs of job groups a user may start in a window (a workspace: twice as many); 0 means no quota anywhere.</summary>
    public int? Quota { get; init; }

    /// <summary>Added before each reply, in real time.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Which product the server pretends to be.</summary>
    public Edition Edition { get; init; }

    /// <summary>The most rows of a list reply, whatever <c>limit</c> asks for.</summary>
    public int? PageCap { get; init; }

    /// <summary>Finished job groups that exist from the start, with ids 1 to n. They take no memory.</summary>
    public long Seed { get; init; }

    /// <summary>How long a job group runs at speed 1 unless its request or recipe says otherwise.</summary>
    public TimeSpan JobLifetime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a publish job runs at speed 1.</summary>
    public TimeSpan PublishLifetime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Answers one call after the other, as a server with a single thread does.</summary>
    public bool Serial { get; init; }

    /// <summary>Whether new job groups pass through <c>Pending</c>, as older products do.</summary>
    public bool Pending { get; init; }

    /// <summary>Sends <c>x-rate-limit-*-reset</c> in epoch seconds; the documents name both units.</summary>
    public bool RateResetInSeconds { get; init; }

    /// <summary>Sends a body with the 304 of a repeated <c>x-execution-id</c>; nobody knows what the real server does.</summary>
    public bool NotModifiedBody { get; init; }

    /// <summary>About how large packages are made, in bytes, with padding that does not compress.</summary>
    public long PackageSize { get; init; }

    /// <summary>Compresses replies to clients that accept gzip.</summary>
    public bool Gzip { get; init; }

    /// <summary>Seeds the dice of fault rules that have a probability.</summary>
    public int FaultSeed { get; init; } = 1;

    /// <summary>How many requests and actions the journal keeps. Its counters are exact in any case.</summary>
    public int JournalCapacity { get; init; } = 10_000;

    /// <summary>The clock of jobs and quotas. Delays on the wire (latency, slow and hanging replies) are real time.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal TimeSpan Scaled(TimeSpan documented) => documented / Speed;
}
