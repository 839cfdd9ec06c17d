using System;
using System.Collections.Generic;
using System.Linq;

using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>Everything the emulator implements, one line an endpoint, with the evidence for how it answers.</summary>
internal static class Ledger
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        .. JobGroupRoutes.All,
        .. JobGroupResultRoutes.All,
        .. JobGroupFileRoutes.All,
        .. JobGroupV3Routes.All,
        .. DeploymentRoutes.All,
        .. ReleaseRoutes.All,
        .. FlowRoutes.All,
        .. FlowContentRoutes.All,
        .. FlowDatasetRoutes.All,
        .. FlowRunRoutes.All,
        .. FlowParameterRoutes.All,
        .. FlowNotificationRoutes.All,
        .. WebhookRoutes.All,
        .. FolderRoutes.All,
        .. RecipeRoutes.All,
        .. DatasetRoutes.All,
        .. OutputObjectRoutes.All,
        .. ConnectionRoutes.All,
        .. FlowPackageRoutes.All,
        .. PlanPackageRoutes.All,
        .. ParameterRoutes.All,
        .. MacroRoutes.All,
        .. PlanRoutes.All,
        .. PlanNodeRoutes.All,
        .. PlanRunRoutes.All,
        .. ScheduleRoutes.All,
        .. PersonRoutes.All,
        .. RoleRoutes.All,
        .. GroupRoutes.All,
        .. AccessTokenRoutes.All,
        .. CloudRoutes.All,
        .. WorkspaceRoutes.All,
    ];

    /// <summary>The ledger for readers.</summary>
    public static IReadOnlyList<LedgerLine> Lines { get; } = [.. Routes.Select(route => new LedgerLine(route))];

    public static IEnumerable<Route> Of(Edition edition) => Routes.Where(route => route.IsIn(edition));
}

/// <summary>One endpoint: its operation, where it is, how it is known, and what to mind.</summary>
internal sealed record LedgerLine(string OperationId, string Method, string Path, Evidence Evidence, string Note, IReadOnlyList<Edition> Editions)
{
    public LedgerLine(Route route)
        : this(
            route.Endpoint.Operation,
            route.Endpoint.Method.Method,
            route.Endpoint.Path,
            route.Endpoint.Evidence,
            route.Endpoint.Note,
            [.. Enum.GetValues<Edition>().Where(route.IsIn)])
    {
    }
}
