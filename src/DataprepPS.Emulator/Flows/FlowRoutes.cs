using System.Collections.Generic;

using DataprepPS.Client.Flows;

namespace DataprepPS.Emulator;

/// <summary>Flows.</summary>
internal static class FlowRoutes
{
    public static readonly Collection Flows = new(
        "flows",
        "flow",
        """{"name":"Untitled Flow","description":null,"folder":null,"defaultOutputDir":null,"cpProject":"emulator-project","settings":{"optimize":"enabled"}}""",
        FlowEndpoints.Flows)
    {
        References = [new Reference("folder", () => FolderRoutes.Folders, Fate.Stays)],
        Embeds =
        [
            Association.To("folder", () => FolderRoutes.Folders),
            new Association("flowNodes", () => RecipeRoutes.Recipes.Associations, FlowNodes.WriteNodes),
            new Association("flowEdges", null, FlowNodes.WriteEdges),
        ],
        IsOfWorkspace = true,
        Filters =
        [
            Filter.Referring("folderId", "folder"),
            new Filter("flowsFilter", (_, text) => text switch
            {
                "owned" => row => row.Reference("creator") == PersonRoutes.CurrentId,
                "shared" or "sharedWithMe" => row => row.Reference("creator") != PersonRoutes.CurrentId,
                _ => _ => true,
            }),
        ],
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Flows.Routes(),
    ];
}
