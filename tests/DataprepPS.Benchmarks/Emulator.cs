using System;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks;

/// <summary>An emulator in a process of its own, on a port of its own.</summary>
internal sealed class Emulator : IAsyncDisposable
{
    public const string Token = "secret";

    private readonly Process process;
    private readonly HttpClient http;

    private Emulator(Process process, Uri uri)
    {
        this.process = process;
        Uri = uri;
        http = new HttpClient { BaseAddress = uri };
    }

    public Uri Uri { get; }

    public static async Task<Emulator> StartAsync(BenchOptions options, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(options.Emulator, "DataprepPS.Emulator.dll"), "--port", "0", "--token", Token, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                return new Emulator(process, new Uri(line["ready ".Length..]));
            }
        }

        throw new InvalidOperationException("The emulator ended before it was ready.");
    }

    public async Task<JsonElement> StatsAsync() => await http.GetFromJsonAsync<JsonElement>("/_emulator/stats").ConfigureAwait(false);

    public async Task ForgetAsync() => (await http.DeleteAsync("/_emulator/journal").ConfigureAwait(false)).EnsureSuccessStatusCode();

    public async Task ChangeWorldAsync(string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var reply = await http.PostAsync("/_emulator/world", content).ConfigureAwait(false);
        reply.EnsureSuccessStatusCode();
    }

    /// <summary>Asks for everything once, so that the first contestant does not pay for the server's own start.</summary>
    public async Task WarmAsync(int pages = 20, int ids = 500)
    {
        http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        for (var i = 0; i < pages; i++)
        {
            _ = await http.GetByteArrayAsync($"/v4/jobLibrary?limit=1000&offset={i * 1000}").ConfigureAwait(false);
        }

        for (var i = 1; i <= ids; i++)
        {
            _ = await http.GetByteArrayAsync($"/v4/jobGroups/{1 + (i % 1000)}").ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.Kill();
        await process.WaitForExitAsync().ConfigureAwait(false);
        process.Dispose();
    }
}
