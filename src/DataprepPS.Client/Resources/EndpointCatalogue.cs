using System;
using System.Collections.Generic;
using System.Linq;

using DataprepPS.Client.Deployments;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Outputs;
using DataprepPS.Client.Workspaces;

namespace DataprepPS.Client.Resources;

/// <summary>Every endpoint this client calls. A room's new line is listed here, and with that in every test of its kind.</summary>
internal static class EndpointCatalogue
{
    public static IReadOnlyList<Endpoint> All { get; } =
    [
        JobGroupEndpoints.Run, JobGroupEndpoints.Get, JobGroupEndpoints.Library, JobGroupEndpoints.List,
        JobGroupEndpoints.Status, JobGroupEndpoints.Cancel, JobGroupEndpoints.Jobs, JobGroupEndpoints.Publications,
        JobGroupEndpoints.Inputs, JobGroupEndpoints.Outputs, JobGroupEndpoints.Profile, JobGroupEndpoints.PdfResults,
        JobGroupEndpoints.Publish, JobGroupEndpoints.PublishV3,
        DeploymentEndpoints.Run, DeploymentEndpoints.RunV3, DeploymentEndpoints.Releases,
        OutputEndpoints.Inputs,
        WorkspaceEndpoints.CurrentPerson,
    ];

    /// <summary>The endpoint a method and a concrete path belong to; null for one this client has no line for.</summary>
    public static Endpoint? Find(string method, string path)
    {
        var parts = Parts(path);
        return All.FirstOrDefault(endpoint => endpoint.Method.Method == method && Matches(Parts(endpoint.Path), parts));
    }

    private static string[] Parts(string path) => path.Split(['/'], StringSplitOptions.RemoveEmptyEntries);

    private static bool Matches(string[] template, string[] parts)
    {
        if (template.Length != parts.Length)
        {
            return false;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (template[i][0] != '{' && !string.Equals(template[i], parts[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
