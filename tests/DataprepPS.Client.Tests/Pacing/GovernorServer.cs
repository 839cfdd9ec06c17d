using System;
using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;
using DataprepPS.Client.Tests.Support;

namespace DataprepPS.Client.Tests.Pacing;

/// <summary>What a server gets wrong about its quota.</summary>
internal enum GovernorLie
{
    None,
    RemainingTooHigh,
    ResetInThePast,
    ResetTooEarly,
    ResetFarAhead,
    RetryAfterTooShort,

    /// <summary>It tells what is left but never until when.</summary>
    NoReset,
}

/// <summary>A server with fixed windows in virtual time, as truthful as it is told to be.</summary>
internal sealed class GovernorServer(ManualTimeProvider world, int seed)
{
    private const double WindowSeconds = 60;

    private readonly Random random = new(seed);
    private readonly Bucket user = new();
    private readonly Bucket workspace = new();

    public int UserLimit { get; set; } = 30;

    /// <summary>Null: there is no such quota.</summary>
    public int? WorkspaceLimit { get; set; } = 60;

    /// <summary>Windows start at the first call after the last has ended, not with the minute.</summary>
    public bool FirstCallWindows { get; set; }

    public TimeSpan Skew { get; set; }

    public bool ResetInMilliseconds { get; set; }

    public bool HasDate { get; set; } = true;

    public bool HasHeaders { get; set; } = true;

    public bool HasRetryAfter { get; set; } = true;

    /// <summary>How many replies in a hundred lack their rate headers.</summary>
    public int LosesHeadersPercent { get; set; }

    public GovernorLie Lie { get; set; }

    /// <summary>After so many calls have passed there is no quota any more, and nothing tells of one.</summary>
    public int? LiftsAfter { get; set; }

    private int passed;

    private bool IsLifted => passed >= LiftsAfter;

    public int Refused { get; private set; }

    public int Lower => Math.Min(UserLimit, WorkspaceLimit ?? int.MaxValue);

    /// <summary>Its own clock, in seconds of the epoch.</summary>
    private double Now =>
        (world.GetUtcNow() - DateTimeOffset.UnixEpoch + Skew).TotalSeconds + (world.Elapsed.TotalSeconds * 0.00003);

    /// <summary>How long counting so many calls must take, from the beginning of the world.</summary>
    public TimeSpan TimeToCount(int calls)
    {
        var windows = ((calls + Lower - 1) / Lower) - 1;
        var start = (new DateTimeOffset(2026, 9, 1, 12, 0, 0, TimeSpan.Zero) - DateTimeOffset.UnixEpoch + Skew).TotalSeconds;
        var late = FirstCallWindows ? 0 : start % WindowSeconds;
        return TimeSpan.FromSeconds((windows * WindowSeconds) - late);
    }

    public Task<Reply> CallAsync()
    {
        var answered = new TaskCompletionSource<Reply>();
        var latency = 0.05 + (random.NextDouble() * 2.95);
        var up = latency * (0.05 + (random.NextDouble() * 0.4));
        var down = latency * (0.05 + (random.NextDouble() * 0.4));
        world.Schedule(TimeSpan.FromSeconds(up), () =>
        {
            var counted = Count();
            world.Schedule(TimeSpan.FromSeconds(latency - up - down), () =>
            {
                var reply = Answer(counted);
                world.Schedule(TimeSpan.FromSeconds(down), () => answered.SetResult(reply));
            });
        });
        return answered.Task;
    }

    private Counted Count()
    {
        var now = Now;
        user.Roll(now, FirstCallWindows);
        workspace.Roll(now, FirstCallWindows);
        var passes = IsLifted || user.Used < UserLimit && (WorkspaceLimit is null || workspace.Used < WorkspaceLimit);
        if (passes)
        {
            passed++;
            user.Used++;
            workspace.Used++;
        }
        else
        {
            Refused++;
        }

        var wait = user.Used >= UserLimit ? user.End : workspace.End;
        return new Counted(
            passes, UserLimit - user.Used, (WorkspaceLimit ?? 0) - workspace.Used, user.End, workspace.End, wait - now);
    }

    private Reply Answer(Counted counted)
    {
        using var message = new HttpResponseMessage();
        var headers = message.Headers;
        if (HasDate)
        {
            var date = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(Math.Floor(Now));
            headers.TryAddWithoutValidation("Date", date.ToString("r", CultureInfo.InvariantCulture));
        }

        if (HasHeaders && !IsLifted && random.Next(100) >= LosesHeadersPercent)
        {
            Add(headers, "user", UserLimit, counted.User, counted.UserEnd);
            if (WorkspaceLimit is { } limit)
            {
                Add(headers, "workspace", limit, counted.Workspace, counted.WorkspaceEnd);
            }
        }

        if (!counted.Passes && HasRetryAfter)
        {
            var wait = Lie == GovernorLie.RetryAfterTooShort ? 1 : Math.Ceiling(counted.Wait);
            headers.TryAddWithoutValidation("x-retry-after", wait.ToString(CultureInfo.InvariantCulture));
        }

        return new Reply(counted.Passes ? 201 : 429, headers);
    }

    private void Add(HttpResponseHeaders headers, string whose, int limit, int remaining, double end)
    {
        end += Lie switch
        {
            GovernorLie.ResetInThePast => -3600,
            GovernorLie.ResetTooEarly => -25,
            GovernorLie.ResetFarAhead => 86400,
            _ => 0,
        };
        remaining = Lie == GovernorLie.RemainingTooHigh ? limit : remaining;
        var reset = ResetInMilliseconds ? Math.Floor(end * 1000) : Math.Floor(end);
        headers.TryAddWithoutValidation($"x-rate-limit-{whose}-limit", limit.ToString(CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation(
            $"x-rate-limit-{whose}-remaining", remaining.ToString(CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation(Lie == GovernorLie.NoReset ? "x-none" : $"x-rate-limit-{whose}-reset", reset.ToString("F0", CultureInfo.InvariantCulture));
    }

    internal sealed record Reply(int Status, HttpResponseHeaders Headers);

    private sealed record Counted(
        bool Passes, int User, int Workspace, double UserEnd, double WorkspaceEnd, double Wait);

    private sealed class Bucket
    {
        public int Used { get; set; }

        public double End { get; private set; }

        public void Roll(double now, bool atFirstCall)
        {
            if (now < End)
            {
                return;
            }

            Used = 0;
            End = atFirstCall ? now + WindowSeconds : (Math.Floor(now / WindowSeconds) + 1) * WindowSeconds;
        }
    }
}
