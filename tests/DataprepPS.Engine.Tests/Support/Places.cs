using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace DataprepPS.Engine.Tests.Support;

/// <summary>Where the build put what is tested.</summary>
internal static class Places
{
    /// <summary>The module's folder.</summary>
    public static string Module { get; } = Named("Module");

    public static string Manifest { get; } = Path.Combine(Module, "DataprepPS.psd1");

    public static string Dependencies { get; } = Path.Combine(Module, "dependencies");

    /// <summary>The emulator's program.</summary>
    public static string Emulator { get; } = Named("Emulator");

    /// <summary>The reference assemblies of .NET Framework 4.7.2.</summary>
    public static string NetFramework { get; } = Named("NetFramework");

    /// <summary>What Windows PowerShell 5.1 and PowerShell 7 have in common, for .NET Framework.</summary>
    public static string WindowsPowerShell { get; } = Named("WindowsPowerShell");

    public static string Repository { get; } = Named("Repository");

    private static string Named(string key) => Path.GetFullPath(
        typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value
        ?? throw new InvalidOperationException($"The build did not say where the {key} is."));
}
