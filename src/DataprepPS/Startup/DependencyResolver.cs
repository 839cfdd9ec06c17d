using System;
using System.IO;
using System.Reflection;

namespace DataprepPS.Startup;

/// <summary>
/// Finds our client and its packages, for us alone. On .NET the client and every package live in a load context
/// of their own, loaded together at the first use: another module's older or newer copy of a package, loaded
/// before or after, neither reaches us nor sees ours. On .NET Framework, which has no such contexts, the packages
/// are strong-named and stand side by side.
/// </summary>
/// <remarks>The cmdlet assembly itself stays in the shell's own context and references no package.</remarks>
internal static class DependencyResolver
{
    private const string ClientName = "DataprepPS.Client";

    private static readonly object Gate = new();
    private static readonly string Root = Path.GetDirectoryName(typeof(DependencyResolver).Assembly.Location) ?? ".";
    private static readonly string Dependencies = Path.Combine(Root, "dependencies");
    private static int users;
    private static IDisposable? registration;

    /// <summary>Registers the resolver; each call wants an <see cref="Unregister"/> of its own.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (users++ == 0)
            {
                registration = Edition.IsCore ? PrivateContext.Register(ClientName, Root, Dependencies) : new FrameworkResolver(Dependencies);
            }
        }
    }

    /// <summary>Takes the resolver away when the last runspace removes the module.</summary>
    public static void Unregister()
    {
        lock (Gate)
        {
            if (users > 0 && --users == 0)
            {
                registration?.Dispose();
                registration = null;
            }
        }
    }

    /// <summary>.NET Framework: answers only our own assemblies, by simple name.</summary>
    private sealed class FrameworkResolver : IDisposable
    {
        private readonly string dependencies;

        public FrameworkResolver(string dependencies)
        {
            this.dependencies = dependencies;
            AppDomain.CurrentDomain.AssemblyResolve += Resolve;
        }

        public void Dispose() => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

        private Assembly? Resolve(object? sender, ResolveEventArgs arguments)
        {
            var asker = arguments.RequestingAssembly?.Location;
            if (string.IsNullOrEmpty(asker) || !asker!.StartsWith(Root, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            var file = Path.Combine(dependencies, new AssemblyName(arguments.Name).Name + ".dll");
            return File.Exists(file) ? Assembly.LoadFrom(file) : null;
        }
    }
}
