using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace DataprepPS.Startup;

/// <summary>
/// The load context of the client and its packages on .NET, reached by reflection because this assembly is
/// also loaded by .NET Framework.
/// </summary>
internal sealed class PrivateContext : IDisposable
{
    private static readonly object Gate = new();

    // An assembly cannot be unloaded, so the context outlives a removal of the module.
    private static Assembly? client;

    private readonly string clientName;
    private readonly string root;
    private readonly string dependencies;
    private readonly object defaultContext;
    private readonly EventInfo resolving;
    private readonly Delegate handler;

    private PrivateContext(string clientName, string root, string dependencies)
    {
        this.clientName = clientName;
        this.root = root;
        this.dependencies = dependencies;
        defaultContext = ContextType.GetProperty("Default")!.GetValue(null)!;
        resolving = ContextType.GetEvent("Resolving")!;
        handler = Delegate.CreateDelegate(
            resolving.EventHandlerType!, this, typeof(PrivateContext).GetMethod(nameof(Resolve), BindingFlags.Instance | BindingFlags.NonPublic)!);
        resolving.AddEventHandler(defaultContext, handler);
    }

    private static Type ContextType { get; } = Type.GetType("System.Runtime.Loader.AssemblyLoadContext, System.Private.CoreLib", throwOnError: true)!;

    public static IDisposable Register(string clientName, string root, string dependencies) => new PrivateContext(clientName, root, dependencies);

    public void Dispose() => resolving.RemoveEventHandler(defaultContext, handler);

    // This event comes before the one with which Assembly.LoadFrom would find the client beside this assembly
    // and put it into the shell's own context.
    private Assembly? Resolve(object context, AssemblyName name)
    {
        if (name.Name != clientName)
        {
            return null;
        }

        lock (Gate)
        {
            return client ??= Load();
        }
    }

    // Everything at once: what a plain context does not hold yet it would take from the default one, that is,
    // from whichever module came first.
    private Assembly Load()
    {
        var context = Activator.CreateInstance(ContextType, "DataprepPS", false)!;
        var load = (Func<string, Assembly>)ContextType.GetMethod("LoadFromAssemblyPath")!.CreateDelegate(typeof(Func<string, Assembly>), context);
        var platform = PlatformAssemblies();
        var compiled = Path.Combine(dependencies, RuntimeName());
        foreach (var file in Directory.EnumerateFiles(dependencies, "*.dll"))
        {
            if (!IsPartOfPlatform(file, platform))
            {
                load(Compiled(file, compiled));
            }
        }

        return load(Compiled(Path.Combine(root, clientName + ".dll"), compiled));
    }

    // The same assembly with machine code in it where the build made one. A runtime that the code does not suit
    // ignores the code, not the assembly.
    private static string Compiled(string file, string folder)
    {
        var compiled = Path.Combine(folder, Path.GetFileName(file));
        return File.Exists(compiled) ? compiled : file;
    }

    private static string RuntimeName()
    {
        var system = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win" : RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? "linux" : "osx";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    // Span, ValueTask and the like must be the runtime's own types; JSON of the same age is faster there too.
    // What belongs to the runtime cannot be replaced by another module.
    private static bool IsPartOfPlatform(string file, Dictionary<string, string> platform)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return name.StartsWith("System.", StringComparison.Ordinal)
            && platform.TryGetValue(name, out var theirs)
            && AssemblyName.GetAssemblyName(theirs).Version >= AssemblyName.GetAssemblyName(file).Version;
    }

    private static Dictionary<string, string> PlatformAssemblies()
    {
        var list = AppDomain.CurrentDomain.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? string.Empty;
        return list.Split([Path.PathSeparator], StringSplitOptions.RemoveEmptyEntries)
            .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
    }
}
