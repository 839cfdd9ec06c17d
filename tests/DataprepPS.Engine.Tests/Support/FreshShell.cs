using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace DataprepPS.Engine.Tests.Support;

/// <summary>
/// The engine in a new process, for what a process has only one of: its loaded assemblies, its environment, its culture. The
/// program is this very assembly.
/// </summary>
internal static class FreshShell
{
    public const string Mark = "DATAPREP_FRESH_SHELL";

    /// <summary>Runs a script and answers the lines it wrote, errors too.</summary>
    public static IReadOnlyList<string> Run(string script, params (string Name, string Value)[] environment)
    {
        var file = Path.Combine(Path.GetTempPath(), $"dataprep-{Guid.NewGuid():N}.ps1");
        File.WriteAllText(file, script.Replace("$module", $"'{Places.Manifest}'", StringComparison.Ordinal));
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(FreshShell).Assembly.Location, file]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Mark] = "1";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return [.. $"{text}\n{errors.Result}".Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0)];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
