using System;
using System.Collections.Generic;
using System.Linq;

namespace DataprepPS.Emulator;

/// <summary>All collections there are. One that is declared in its room is listed here, and with that it is stored, served and tested.</summary>
internal static class Collections
{
    private static readonly Lazy<ILookup<Collection, (Collection, Reference)>> Referring = new(() =>
        All!.SelectMany(collection => collection.References.Select(reference => (collection, reference))).ToLookup(pair => pair.reference.Target));

    public static IReadOnlyList<Collection> All { get; } =
    [
        PersonRoutes.People,
        WorkspaceRoutes.Workspaces,
        RoleRoutes.Roles,
        RoleRoutes.Assignments,
        GroupRoutes.Groups,
        GroupRoutes.Members,
        AccessTokenRoutes.Tokens,
        AccessTokenRoutes.OAuth2Tokens,
        FolderRoutes.Folders,
        FlowRoutes.Flows,
        RecipeRoutes.Recipes,
        FlowNodes.Others,
        FlowRunRoutes.Runs,
        FlowRoutes.PermissionCollection,
        FlowParameterRoutes.Parameters,
        FlowNotificationRoutes.Settings,
        WebhookRoutes.Webhooks,
        DatasetRoutes.Datasets,
        OutputObjectRoutes.Outputs,
        WriteSettingRoutes.WriteSettings,
        PublicationRoutes.Publications,
        SqlScriptRoutes.SqlScripts,
        PlanRoutes.Plans,
        PlanRoutes.PermissionCollection,
        PlanNodeRoutes.Nodes,
        PlanNodeRoutes.Edges,
        PlanNodeRoutes.Overrides,
        PlanRunRoutes.Runs,
        ScheduleRoutes.Schedules,
        ParameterRoutes.Parameters,
        MacroRoutes.Macros,
        ConnectionRoutes.Connections,
        ConnectionRoutes.PermissionCollection,
        DeploymentRoutes.Deployments,
        ReleaseRoutes.Releases,
    ];

    /// <summary>The collection of a name as paths have it.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static Collection Named(string name) => All.FirstOrDefault(collection => collection.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new KeyNotFoundException($"No collection {name}. There are: {string.Join(", ", All)}.");

    /// <summary>Whose rows refer to a collection's, and by which member.</summary>
    public static IEnumerable<(Collection Collection, Reference Reference)> ReferringTo(Collection collection) => Referring.Value[collection];
}
