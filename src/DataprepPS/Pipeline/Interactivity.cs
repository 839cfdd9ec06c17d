using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace DataprepPS.Pipeline;

/// <summary>Whether somebody is watching. Progress in a build log is noise, and costs more than the work.</summary>
internal static class Interactivity
{
    private static readonly string[] BuildAgentVariables = ["CI", "TF_BUILD", "GITHUB_ACTIONS", "JENKINS_URL", "TEAMCITY_VERSION"];

    // The standard streams and the command line belong to the process, and so to its console host only.
    private static readonly Lazy<bool> Console = new(() => !IsOutputRedirected && !IsNonInteractive);

    /// <summary>Whether this is a build.</summary>
    public static bool IsBuildAgent => Array.Exists(BuildAgentVariables, name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));

    public static bool IsWatched(PSHost? host) => host?.UI?.RawUI is not null
        && host.Name is not ("ServerRemoteHost" or "Default Host")
        && !IsBuildAgent
        && (host.Name != "ConsoleHost" || Console.Value);

    /// <summary>Whether somebody wants colours: by $PSStyle where there is one, and by the variable that many programs know.</summary>
    public static bool HasColors(PSCmdlet cmdlet) => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && (cmdlet.SessionState.PSVariable.GetValue("PSStyle") is not { } style || PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value?.ToString() != "PlainText");

#pragma warning disable RS0030 // The one place that asks the console whether it is one.
    private static bool IsOutputRedirected => System.Console.IsOutputRedirected;
#pragma warning restore RS0030

    private static bool IsNonInteractive => Environment.GetCommandLineArgs()
        .Any(argument => argument.Length >= 5 && "-NonInteractive".StartsWith(argument, StringComparison.OrdinalIgnoreCase));
}
