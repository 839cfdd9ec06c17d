using System;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace DataprepPS.Engine.Tests;

/// <summary>The small shell of tests that need a process of its own: runs a script and writes each object and each error as a line.</summary>
public static class Program
{
    /// <summary>Runs the script file named first.</summary>
    public static int Main(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddScript("$ErrorActionPreference = 'Stop'\n" + File.ReadAllText(arguments[0]));
        using var output = new PSDataCollection<PSObject?>();
        output.DataAdded += (_, added) => Console.Out.WriteLine(output[added.Index]?.ToString() ?? string.Empty);
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException e)
        {
            Console.Out.WriteLine($"{e.ErrorRecord.FullyQualifiedErrorId}: {e.ErrorRecord}");
            return 1;
        }

        foreach (var error in shell.Streams.Error)
        {
            Console.Out.WriteLine($"{error.FullyQualifiedErrorId}: {error}");
        }

        return 0;
    }
}
