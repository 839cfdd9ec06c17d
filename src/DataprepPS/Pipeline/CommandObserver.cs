using System;
using System.Collections.Generic;
using System.Globalization;

using DataprepPS.Client.Http;

namespace DataprepPS.Pipeline;

/// <summary>
/// Shows on a cmdlet's streams what its calls do: one warning for each wait after a failure, a verbose line for
/// each request and for each wait below a quota.
/// </summary>
internal sealed class CommandObserver(Action<string> warn, Action<string> verbose, bool isVerbose, Action<string, int>? status) : ICallObserver
{
    private readonly HashSet<string> said = [];

    public void Waiting(CallWait wait)
    {
        var seconds = Math.Max(0, wait.Delay.TotalSeconds);
        var text = string.Format(
            CultureInfo.InvariantCulture,
            wait.Attempt > 1 ? "{0}: {1}; waiting {2:0.#} s before attempt {3}." : wait.Delay > TimeSpan.Zero ? "{0}: {1}; the call waits about {2:0.#} s." : "{0}: {1}; the call waits for its answer.",
            wait.Operation,
            wait.Reason,
            seconds,
            wait.Attempt);
        if (!wait.IsRetry)
        {
            verbose(text);
        }
        else if (IsNews(wait))
        {
            warn(text);
        }

        if (seconds > 1)
        {
            status?.Invoke($"{wait.Operation}: {wait.Reason}", (int)Math.Ceiling(seconds));
        }
    }

    public bool WantsTrace => isVerbose;

    public void Warn(string message) => warn(message);

    public void Trace(string line) => verbose(line);

    // A closed gate holds hundreds of calls of one cmdlet back; they are one piece of news, not hundreds.
    private bool IsNews(CallWait wait)
    {
        lock (said)
        {
            return said.Add($"{wait.Operation}/{wait.Attempt}/{wait.Reason}/{wait.Delay.TotalSeconds / 5:0}");
        }
    }
}
