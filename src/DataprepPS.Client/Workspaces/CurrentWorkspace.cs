using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;

namespace DataprepPS.Client.Workspaces;

/// <summary>The workspace of the session's token, for paths that want its id. Once known, it is not asked for again.</summary>
internal sealed class CurrentWorkspace(Transport transport)
{
    private volatile Workspace? workspace;

    /// <exception cref="ApiException">The server does not say.</exception>
    public async Task<long> GetIdAsync(CallContext context)
    {
        workspace ??= await transport.SendAsync(
            new ApiRequest(WorkspaceEndpoints.Current, WorkspaceEndpoints.Current.Path),
            response => ReplyReader.Identified(response, DataprepJson.Default.Workspace),
            context).ConfigureAwait(false);
        return workspace.Id;
    }
}
