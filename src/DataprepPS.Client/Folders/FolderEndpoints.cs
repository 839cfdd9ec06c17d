using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Folders;

/// <summary>The endpoints of folders.</summary>
internal static class FolderEndpoints
{
    public static readonly ResourceEndpoints Folders = new("Folder", "/v4/folders");
}
