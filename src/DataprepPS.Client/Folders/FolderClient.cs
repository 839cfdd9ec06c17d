using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Folders;

/// <summary>Reads and changes folders.</summary>
public sealed class FolderClient : ResourceClient<Folder>
{
    internal FolderClient(SessionParts parts)
        : base(parts, FolderEndpoints.Folders, static () => DataprepJson.Default.Folder)
    {
    }
}
