using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Runs;

namespace DataprepPS.Client.Tests.Support;

/// <summary>Whole waits of tests.</summary>
internal static class Waits
{
    /// <summary>Waits for runs of which nothing is known but their ids.</summary>
    public static Task<List<RunOutcome<T>>> WaitAsync<T>(this RunClient<T> client, CallContext context, params IEnumerable<long> ids)
        where T : Run => client.WaitAsync(context, new WaitOptions(), null, Unknown<T>(ids));

    /// <summary>Waits for runs, for all until they have ended.</summary>
    public static async Task<List<RunOutcome<T>>> WaitAsync<T>(this RunClient<T> client, CallContext context, WaitOptions options, Action<WaitProgress>? onProgress, params IEnumerable<(long Id, T? Known)> runs)
        where T : Run
    {
        var waiter = client.CreateWaiter(options);
        foreach (var (id, known) in runs)
        {
            waiter.Add(id, known);
        }

        waiter.Seal();
        List<RunOutcome<T>> outcomes = [];
        await waiter.RunAsync(
            outcome =>
            {
                outcomes.Add(outcome);
                return Task.CompletedTask;
            },
            onProgress,
            context).WaitAsync(TimeSpan.FromSeconds(60));
        return outcomes;
    }

    public static IEnumerable<(long Id, T? Known)> Unknown<T>(IEnumerable<long> ids)
        where T : Run
    {
        foreach (var id in ids)
        {
            yield return (id, null);
        }
    }
}
