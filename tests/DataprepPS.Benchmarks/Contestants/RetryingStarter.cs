using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Contestants;

/// <summary>
/// Starts one run after the other and, when refused, tries again by a fixed rule that knows nothing of the quota; a run
/// refused too often is lost. Prints what took how long and how many were lost.
/// </summary>
internal static class RetryingStarter
{
    /// <summary>Airflow's Dataprep hook: five attempts, exponential waits of at most 10 s.</summary>
    public static IReadOnlyList<double> Airflow { get; } = [1, 2, 4, 8];

    /// <summary>Graph's retry handler: 3 s x 2^n, three retries. It looks for Retry-After, which this API does not send.</summary>
    public static IReadOnlyList<double> Graph { get; } = [3, 6, 12];

    public static async Task RunAsync(HttpClient http, int count, double speed, IReadOnlyList<double> waits)
    {
        var started = Stopwatch.GetTimestamp();
        var lost = 0;
        for (var i = 0; i < count; i++)
        {
            if (!await StartAsync(http, 1 + (i % 50), waits.Select(wait => wait / speed)).ConfigureAwait(false))
            {
                lost++;
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalMilliseconds} {lost}"));
    }

    private static async Task<bool> StartAsync(HttpClient http, int recipe, IEnumerable<double> waits)
    {
        foreach (var wait in waits.Append(0))
        {
            using var content = new StringContent($"{{\"wrangledDataset\":{{\"id\":{recipe}}}}}", Encoding.UTF8, "application/json");
            using var reply = await http.PostAsync("/v4/jobGroups", content).ConfigureAwait(false);
            if (reply.StatusCode != HttpStatusCode.TooManyRequests)
            {
                reply.EnsureSuccessStatusCode();
                return true;
            }

            await Task.Delay(TimeSpan.FromSeconds(wait)).ConfigureAwait(false);
        }

        return false;
    }
}
