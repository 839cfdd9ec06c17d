using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks;

/// <summary>Runs contestants, each in a fresh process: PowerShell scripts in pwsh, C# ones in this program started again.</summary>
internal static class Runner
{
    // What every script may use: the module and the connection, made outside the measured part.
    private const string Prologue = """
        $ErrorActionPreference = 'Stop'
        $ProgressPreference = 'SilentlyContinue'
        $uri = $env:BENCH_URI
        $token = $env:BENCH_TOKEN
        $headers = @{ Authorization = "Bearer $token" }
        $clock = [Diagnostics.Stopwatch]::new()

        """;

    /// <summary>Runs a PowerShell script; its last line of output is a number.</summary>
    public static async Task<double> ShellAsync(BenchOptions options, Emulator? emulator, string script, params (string Name, string Value)[] variables) =>
        Number((await ShellLinesAsync(options, emulator, script, variables).ConfigureAwait(false))[^1]);

    public static Task<IReadOnlyList<string>> ShellLinesAsync(BenchOptions options, Emulator? emulator, string script, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("pwsh", ["-NoProfile", "-NonInteractive", "-Command", Prologue + script]);
        start.Environment["BENCH_MODULE"] = options.Module;
        start.Environment["BENCH_URI"] = emulator?.Uri.AbsoluteUri.TrimEnd('/');
        start.Environment["BENCH_TOKEN"] = Emulator.Token;
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return RunAsync(start);
    }

    /// <summary>Runs a C# contestant; it prints one number.</summary>
    public static async Task<double> SharpAsync(Emulator emulator, params string[] arguments) =>
        Number((await SharpLinesAsync(emulator, arguments).ConfigureAwait(false))[^1]);

    public static Task<IReadOnlyList<string>> SharpLinesAsync(Emulator emulator, params string[] arguments) =>
        RunAsync(new ProcessStartInfo("dotnet", [typeof(Runner).Assembly.Location, "contestant", emulator.Uri.AbsoluteUri, .. arguments]));

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<string>> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().ConfigureAwait(false);
        var lines = (await output.ConfigureAwait(false)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return process.ExitCode == 0 && lines.Length > 0
            ? lines
            : throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}: {string.Join('\n', lines.Append(await errors.ConfigureAwait(false)))}");
    }
}
