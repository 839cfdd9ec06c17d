using System;
using System.Runtime.CompilerServices;

namespace DataprepPS.Engine.Tests.Support;

/// <summary>What of the environment would change what the cmdlets do is taken away before anything runs.</summary>
internal static class Startup
{
    private static readonly string[] Misleading =
    [
        "DATAPREP_TOKEN", "DATAPREP_BASE_URI", "DATAPREP_REFRESH_TOKEN", "DATAPREP_CLIENT_ID", "DATAPREP_TOKEN_ENDPOINT", "DATAPREP_PROFILE", "DATAPREP_CONFIG",
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy",
        // A build agent is not a person: progress and warnings are for persons.
        "CI", "TF_BUILD", "GITHUB_ACTIONS", "JENKINS_URL", "TEAMCITY_VERSION",
        // Whatever else is installed here must neither help nor hinder.
        "PSModulePath",
    ];

#pragma warning disable CA2255 // The test runner is the only one that loads this assembly.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Clean()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        // The fresh shell gets what its test gave it.
        if (Environment.GetEnvironmentVariable(FreshShell.Mark) is not null)
        {
            return;
        }

        foreach (var name in Misleading)
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }
}
