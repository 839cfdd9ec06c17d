using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Contestants;

/// <summary>Asks for the status of each group every five seconds until it ends. Prints a line for each: its id and when its end was noticed.</summary>
internal static class EachByItself
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(HttpClient http, int count)
    {
        var noticed = new ConcurrentDictionary<int, long>();
        await Task.WhenAll(Enumerable.Range(1, count).Select(async id =>
        {
            // Not all in step: the first look comes some time within the interval.
            await Task.Delay(Interval * id / count).ConfigureAwait(false);
            while (await http.GetFromJsonAsync<string>($"/v4/jobGroups/{id}/status").ConfigureAwait(false) is not ("Complete" or "Failed" or "Canceled"))
            {
                await Task.Delay(Interval).ConfigureAwait(false);
            }

            noticed[id] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        })).ConfigureAwait(false);
        foreach (var (id, when) in noticed)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{id} {when}"));
        }
    }
}
