using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace DataprepPS.Framework;

/// <summary>
/// Loads the built module as Windows PowerShell does, packages from <c>dependencies/</c> by the module's own resolver, and drives the
/// client over the emulator. One line a check; the exit code is the number of those that failed.
/// </summary>
public static class Program
{
    /// <summary>Takes the module's folder and the emulator's program.</summary>
    public static int Main(string[] arguments)
    {
        if (arguments?.Length != 2)
        {
            Console.WriteLine("usage: DataprepPS.Framework.exe <module folder> <DataprepPS.Emulator.dll>");
            return 1;
        }

        var module = Path.GetFullPath(arguments[0]);
        // The program stands outside the module, so it has to find the client itself; what the client needs is the resolver's.
        AppDomain.CurrentDomain.AssemblyResolve += (_, asked) =>
            new AssemblyName(asked.Name).Name == "DataprepPS.Client" ? Assembly.LoadFrom(Path.Combine(module, "DataprepPS.Client.dll")) : null;
        var cmdlets = Assembly.LoadFrom(Path.Combine(module, "DataprepPS.dll"));
        ((IModuleAssemblyInitializer)Activator.CreateInstance(cmdlets.GetType("DataprepPS.Startup.ModuleAssembly", throwOnError: true)!)!).OnImport();

        var start = new ProcessStartInfo("dotnet", $"exec \"{Path.GetFullPath(arguments[1])}\" --port 0 --speed 100 --seed 100 --quota 100000") { UseShellExecute = false, RedirectStandardOutput = true };
        using var emulator = Process.Start(start)!;
        try
        {
            var server = new Uri(emulator.StandardOutput.ReadLine()!.Substring("ready ".Length) + "/");
            return RunAsync(server, module).GetAwaiter().GetResult();
        }
        finally
        {
            emulator.Kill();
        }
    }

    // A method of its own: the client must not be looked for before it can be found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> RunAsync(Uri server, string module)
    {
        var failed = 0;
        Console.WriteLine($"{Type.GetType("Mono.Runtime")?.FullName ?? ".NET Framework"} {Environment.Version}, {server}");
        foreach (var check in Checks.All(server))
        {
            try
            {
                await check.Value().ConfigureAwait(false);
                Console.WriteLine($"ok      {check.Key}");
            }
            catch (Exception e)
            {
                failed++;
                Console.WriteLine($"FAILED  {check.Key}: {e}");
            }
        }

        var dependencies = Path.Combine(module, "dependencies");
        var loaded = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic).ToList();
        foreach (var assembly in loaded.Where(assembly => assembly.Location.StartsWith(dependencies, StringComparison.Ordinal)))
        {
            Console.WriteLine($"loaded  {assembly.FullName}");
        }

        var elsewhere = loaded.Where(assembly => !assembly.Location.StartsWith(module, StringComparison.Ordinal) && File.Exists(Path.Combine(dependencies, assembly.GetName().Name + ".dll"))).ToList();
        elsewhere.ForEach(assembly => Console.WriteLine($"the platform's own  {assembly.FullName}"));
        Console.WriteLine($"{failed} failed");
        return failed;
    }
}
