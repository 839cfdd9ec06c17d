using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Pacing;
using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>
/// Counts calls in fixed windows of a minute (divided by the speed) that begin with their first call. A call counts before
/// it acts, so a repeated or invalid one does too; one that is refused for the quota does not.
/// </summary>
public sealed class QuotaBook
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private const string Workspace = "";

    private readonly Lock sync = new();
    private readonly Dictionary<(string Operation, string Who), Window> windows = [];
    private readonly EmulatorOptions options;

    internal QuotaBook(EmulatorOptions options) => this.options = options;

    /// <summary>Uses up calls of the workspace's quota, as other users would.</summary>
    public void UseWorkspace(string operationId, int calls)
    {
        lock (sync)
        {
            Current(operationId, Workspace).Used += calls;
        }
    }

    /// <summary>Begins all windows anew.</summary>
    public void Clear()
    {
        lock (sync)
        {
            windows.Clear();
        }
    }

    /// <summary>Counts a call. Null means the operation has no quota.</summary>
    internal QuotaState? Take(Endpoint endpoint, string user)
    {
        if (endpoint.Quota is not { } documented || options.Quota == 0)
        {
            return null;
        }

        var limit = endpoint == JobGroupEndpoints.Run && options.Quota is { } own
            ? new RateQuota(own, 2 * own)
            : documented;
        lock (sync)
        {
            var (mine, everybodys) = (Current(endpoint.Operation, user), Current(endpoint.Operation, Workspace));
            var userExceeded = mine.Used >= limit.User;
            var exceeded = userExceeded || everybodys.Used >= limit.Workspace;
            if (!exceeded)
            {
                mine.Used++;
                everybodys.Used++;
            }

            var reset = userExceeded || !exceeded ? mine.EndsAt : everybodys.EndsAt;
            var wait = Math.Max(1, (int)Math.Ceiling((reset - options.TimeProvider.GetUtcNow()).TotalSeconds));
            return new QuotaState(
                endpoint.Operation,
                limit,
                Math.Max(0, limit.User - mine.Used),
                Math.Max(0, limit.Workspace - everybodys.Used),
                Epoch(mine.EndsAt),
                Epoch(everybodys.EndsAt),
                exceeded ? wait : null,
                userExceeded);
        }
    }

    private Window Current(string operation, string who)
    {
        var now = options.TimeProvider.GetUtcNow();
        if (!windows.TryGetValue((operation, who), out var window) || window.EndsAt <= now)
        {
            windows[(operation, who)] = window = new Window(now + options.Scaled(Minute));
        }

        return window;
    }

    private string Epoch(DateTimeOffset time) =>
        (options.RateResetInSeconds ? time.ToUnixTimeSeconds() : time.ToUnixTimeMilliseconds()).ToString(CultureInfo.InvariantCulture);

    private sealed class Window(DateTimeOffset endsAt)
    {
        public DateTimeOffset EndsAt => endsAt;

        public int Used { get; set; }
    }
}

/// <summary>A quota after a call: what its headers say, and how long to wait when it is used up.</summary>
internal sealed record QuotaState(
    string Operation,
    RateQuota Limit,
    int UserRemaining,
    int WorkspaceRemaining,
    string UserReset,
    string WorkspaceReset,
    int? RetryAfter,
    bool UserExceeded)
{
    public ApiProblem Problem => new(
        429,
        "TooManyRequestsException",
        "Too Many Requests",
        $"API quota reached for \"{Operation}\". Wait {RetryAfter} seconds before making a new request. " +
        $"(Max. {(UserExceeded ? Limit.User : Limit.Workspace)} requests allowed per minute per {(UserExceeded ? "user" : "workspace")}.)");

    public void AddTo(Reply reply)
    {
        reply.With("x-rate-limit-user-limit", Text(Limit.User))
            .With("x-rate-limit-user-remaining", Text(UserRemaining))
            .With("x-rate-limit-user-reset", UserReset)
            .With("x-rate-limit-workspace-limit", Text(Limit.Workspace))
            .With("x-rate-limit-workspace-remaining", Text(WorkspaceRemaining))
            .With("x-rate-limit-workspace-reset", WorkspaceReset);
        if (RetryAfter is { } seconds)
        {
            reply.With("x-retry-after", Text(seconds));
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
