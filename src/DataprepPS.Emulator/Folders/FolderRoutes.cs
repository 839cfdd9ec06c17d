using System.Collections.Generic;

using DataprepPS.Client.Folders;

namespace DataprepPS.Emulator;

/// <summary>Folders, which hold flows.</summary>
internal static class FolderRoutes
{
    public static readonly Collection Folders = new("folders", "folder", """{"name":"Untitled Folder","description":null}""", FolderEndpoints.Folders)
    {
        Embeds = [Association.From("flows", () => FlowRoutes.Flows, "folder")],
        IsOfWorkspace = true,
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Folders.Routes(),
    ];
}
