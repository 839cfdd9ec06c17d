using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;

namespace DataprepPS.Client.Tests.Support;

/// <summary>The emulator in a process of its own, without quotas, with short jobs and with faults.</summary>
internal sealed class EmulatorProcess : IDisposable
{
    private readonly Process process;
    private readonly HttpClient http = new();

    private EmulatorProcess(Process process, Uri baseUri)
    {
        this.process = process;
        BaseUri = baseUri;
        http.BaseAddress = baseUri;
    }

    public Uri BaseUri { get; }

    /// <summary>The most memory that the process has had so far, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <param name="faults">Fault rules, separated by commas.</param>
    /// <param name="options">More of its command line.</param>
    public static async Task<EmulatorProcess> StartAsync(string faults, params string[] options)
    {
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, $"[{faults}]");
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "DataprepPS.Emulator.dll"), "--port", "0", "--token", "secret", "--quota", "0", "--speed", "400", "--faults", script, .. options]) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                File.Delete(script);
                return new EmulatorProcess(process, new Uri(line["ready ".Length..]));
            }
        }

        throw new InvalidOperationException("The emulator ended before it was ready.");
    }

    public async Task<long> RequestsAsync()
    {
        using var stats = await ReadAsync("/_emulator/stats");
        return stats.RootElement.GetProperty("requests").GetInt64();
    }

    public async Task<IReadOnlyList<(long Id, string ExecutionId)>> StartedAsync()
    {
        using var groups = await ReadAsync("/_emulator/jobGroups");
        return [.. groups.RootElement.EnumerateArray().Select(group => (group.GetProperty("id").GetInt64(), group.GetProperty("executionId").GetString()!))];
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
        http.Dispose();
    }

    private async Task<JsonDocument> ReadAsync(string path) => JsonDocument.Parse(await http.GetStringAsync(path));
}
