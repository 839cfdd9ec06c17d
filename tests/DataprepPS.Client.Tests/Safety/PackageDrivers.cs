using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Deployments;
using DataprepPS.Client.Flows;
using DataprepPS.Client.Macros;
using DataprepPS.Client.Packages;
using DataprepPS.Client.Parameters;
using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using DataprepPS.Emulator;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>Imports of packages of every kind.</summary>
internal static class PackageDrivers
{
    private const long Deployment = 3;

    public static IReadOnlyList<Driver> All { get; } =
    [
        new("importPackage", FlowEndpoints.Import, s => ImportAsync(s, s.Client.Flows, s.Client.Flows), (s, told) => Told(s, FlowRoutes.Flows, told)),
        new("importPlanPackage", PlanEndpoints.Import, s => ImportAsync(s, s.Client.Plans, s.Client.Plans), (s, told) => Told(s, PlanRoutes.Plans, told)),
        new("importMacroPackage", MacroEndpoints.Import, s => ImportAsync(s, s.Client.Macros, s.Client.Macros), (s, told) => Told(s, MacroRoutes.Macros, told)),
        new("createRelease", DeploymentEndpoints.Releases.Create!, s => ImportAsync(s, s.Client.Flows, s.Client.Releases), (s, told) => Told(s, ReleaseRoutes.Releases, told)),
        new(
            "importEnvironmentParametersPackage",
            EnvironmentParameterEndpoints.Import,
            async s =>
            {
                using var package = PackageOnDisk.Zip("""{"metadata":{"edition":"Emulator"},"data":{"environmentParameters":[{"overrideKey":"matrix","value":{"variable":{"value":"x"}}}]}}""");
                return await s.Client.EnvironmentParameters.ImportAsync(new ImportRequest(package.File), s.Context);
            },
            (s, told) => Told(s, ParameterRoutes.Parameters, told)),
    ];

    private static async Task<object?> ImportAsync(SafetyServer s, IPackageClient from, IPackageClient to)
    {
        using var package = await PackageOnDisk.ExportedAsync(from, 1, s.Context);
        return await to.ImportAsync(new ImportRequest(package.File) { DeploymentId = Deployment }, s.Context);
    }

    private static string? Told(SafetyServer s, Collection collection, object? told)
    {
        var real = s.Server.World.Store[collection].Live.Where(row => row.Id > s.Earlier[collection]).Select(row => row.Id).ToList();
        return real.Count > 0 && ((IEnumerable<Resource>)told!).Select(one => one.Id).Order().SequenceEqual(real) ? null : $"imported {string.Join(",", real)}";
    }
}
