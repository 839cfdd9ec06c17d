using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net.Http;
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

        var start = new ProcessStartInfo("dotnet", $"exec \"{Path.GetFullPath(arguments[1])}\" --port 0 --lifetime 1 --seed 100 --quota 100000 --gzip --package-size 3000000") { UseShellExecute = false, RedirectStandardOutput = true };
        using var emulator = Process.Start(start)!;
        try
        {
            var server = new Uri(emulator.StandardOutput.ReadLine()!.Substring("ready ".Length) + "/");
            return RunAsync(server, module).GetAwaiter().GetResult();
        }
        finally
        {
            emulator.Kill();
            emulator.WaitForExit();
        }
    }

    // A method of its own: the client must not be looked for before it can be found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> RunAsync(Uri server, string module)
    {
        var failed = 0;
        Console.WriteLine($"{Type.GetType("Mono.Runtime")?.FullName ?? ".NET Framework"} {Environment.Version}, {server}");
        var own = new Checks(server, handler: null);
        // .NET Framework has one stack, over HttpWebRequest, under both names; Mono's HttpClientHandler is .NET's, and only its other
        // handler is over HttpWebRequest. That one is not made to unpack: it would leave the packed length on what it unpacked.
        var other = new Checks(server, static () => new WebRequestHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
        var checks = own.All().Concat(own.OfOwnHandler()).Concat(other.All().Select(check => new KeyValuePair<string, Func<Task>>(check.Key + " (WebRequestHandler)", check.Value)));
        foreach (var check in checks)
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

        failed += Where(module);
        Console.WriteLine($"{failed} failed");
        return failed;
    }

    // What the client and its packages asked for, and who answered: the platform may answer with its own, other modules may not.
    private static int Where(string module)
    {
        var dependencies = Path.Combine(module, "dependencies");
        var failed = 0;
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic))
        {
            var file = Path.Combine(dependencies, assembly.GetName().Name + ".dll");
            if (!File.Exists(file))
            {
                continue;
            }

            if (assembly.GlobalAssemblyCache)
            {
                Console.WriteLine($"the platform's own  {assembly.FullName}");
                continue;
            }

            var isOurs = string.Equals(assembly.Location, file, StringComparison.OrdinalIgnoreCase) && assembly.FullName == AssemblyName.GetAssemblyName(file).FullName;
            Console.WriteLine($"{(isOurs ? "loaded " : "FAILED ")} {assembly.FullName}{(isOurs ? "" : $" from {assembly.Location}")}");
            failed += isOurs ? 0 : 1;
        }

        return failed;
    }
}
