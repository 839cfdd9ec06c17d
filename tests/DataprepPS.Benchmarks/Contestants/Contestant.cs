using System;
using System.Globalization;
using System.Net.Http;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Contestants;

/// <summary>What somebody would write in C# instead; runs in a fresh process and prints what it measured.</summary>
internal static class Contestant
{
    public static async Task RunAsync(string[] arguments)
    {
        var uri = new Uri(arguments[0]);
        using var http = new HttpClient { BaseAddress = uri };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Emulator.Token);
        switch (arguments[1])
        {
            case "ids":
                Print(await SequentialReader.ReadIdsAsync(http, Integer(arguments[2])).ConfigureAwait(false));
                break;
            case "list":
                Print(await SequentialReader.ListAsync(http, Integer(arguments[2]), Integer(arguments[3])).ConfigureAwait(false));
                break;
            case "airflow":
                await RetryingStarter.RunAsync(http, Integer(arguments[2]), Number(arguments[3]), RetryingStarter.Airflow).ConfigureAwait(false);
                break;
            case "graph":
                await RetryingStarter.RunAsync(http, Integer(arguments[2]), Number(arguments[3]), RetryingStarter.Graph).ConfigureAwait(false);
                break;
            case "poll":
                await EachByItself.RunAsync(http, Integer(arguments[2])).ConfigureAwait(false);
                break;
            default:
                throw new ArgumentException($"There is no contestant \"{arguments[1]}\".");
        }
    }

    internal static void Print(double value) => Console.WriteLine(value.ToString("R", CultureInfo.InvariantCulture));

    private static int Integer(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
