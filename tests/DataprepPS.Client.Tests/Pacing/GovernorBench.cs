using System;
using System.Globalization;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Pacing;
using DataprepPS.Client.Tests.Support;

namespace DataprepPS.Client.Tests.Pacing;

/// <summary>One gate, a clock that stands still, and replies written by hand.</summary>
internal sealed class GovernorBench
{
    public GovernorBench(RateQuota? documented = null, bool isKnown = false)
    {
        Governor = new Governor(Time, new Random(1));
        Gate = Governor.Gate("runJobGroup", documented);
        if (isKnown)
        {
            // One call of thirty is spent and a minute begins: what most rules start from.
            Ask().Permit().Complete(201, Quota(30, 29, 60));
        }
    }

    public ManualTimeProvider Time { get; } = new();

    public Governor Governor { get; }

    public RateGate Gate { get; }

    /// <summary>How far the server's clock is ahead of ours.</summary>
    public TimeSpan Skew { get; set; }

    public bool HasDate { get; set; } = true;

    public RateLimitStatus Status => Governor.Status()[0];

    public static RateHeaders Headers(int status, params (string Name, string Value)[] headers)
    {
        using var message = new HttpResponseMessage();
        foreach (var (name, value) in headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return RateHeaders.Read(status, message.Headers);
    }

    public Task<RatePermit> Ask(bool again = false, Action<PaceWait>? onWait = null, CancellationToken cancellation = default)
    {
        return Gate.AcquireAsync(onWait, cancellation, again);
    }

    /// <summary>Lets as many calls go as may.</summary>
    public RatePermit[] AskAll(int most = 1000)
    {
        var permits = new System.Collections.Generic.List<RatePermit>();
        using var enough = new CancellationTokenSource();
        while (permits.Count < most)
        {
            var turn = Ask(cancellation: enough.Token);
            if (!turn.IsCompletedSuccessfully)
            {
                enough.Cancel();
                break;
            }

            permits.Add(turn.Permit());
        }

        return [.. permits];
    }

    /// <summary>A reply of now about the user's quota. The reset is in milliseconds, so many seconds from now.</summary>
    public RateHeaders Quota(int limit, int remaining, double reset, bool inSeconds = false, int? retryAfter = null)
    {
        var server = Time.GetUtcNow() - Time.WallClockError + Skew;
        var epoch = (server + TimeSpan.FromSeconds(reset)).ToUnixTimeMilliseconds();
        return Headers(
            retryAfter is null ? 201 : 429,
            ("Date", HasDate ? server.ToString("r", CultureInfo.InvariantCulture) : ""),
            ("x-rate-limit-user-limit", Text(limit)),
            ("x-rate-limit-user-remaining", Text(remaining)),
            ("x-rate-limit-user-reset", Text(inSeconds ? epoch / 1000 : epoch)),
            ("x-retry-after", retryAfter is { } seconds ? Text(seconds) : ""));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

internal static class GovernorTurns
{
    /// <summary>The permit of a turn that has come.</summary>
    public static RatePermit Permit(this Task<RatePermit> turn) =>
        turn.IsCompletedSuccessfully
            ? turn.GetAwaiter().GetResult()
            : throw new InvalidOperationException("It is not this call's turn.");
}
