using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Clears settings of a workspace, so that what is set for all workspaces holds again.</summary>
[Cmdlet(VerbsCommon.Clear, "DpWorkspaceSetting", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ClearDpWorkspaceSettingCommand : ReadAheadCommand
{
    /// <summary>Names of settings.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Key { get; set; } = [];

    /// <summary>The workspace; without it, the session's own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Workspace")]
    [ResourceId("WorkspaceId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [OptionalId]
    public long? WorkspaceId { get; set; }

    // All of them change one object of the server.
    private protected override int AtATime => 1;

    private protected override async Task ProcessAsync()
    {
        var (workspace, keys) = (WorkspaceId, Key);
        var target = workspace is { } id ? $"Workspace {id}" : "The workspace";
        if (await ShouldProcessAsync(target, $"Clear {string.Join(", ", keys)}").ConfigureAwait(false))
        {
            await AddAsync(
                async () =>
                {
                    await Client.WorkspaceSettings.ClearAsync(workspace, keys, Calls).ConfigureAwait(false);
                    return Nothing;
                },
                keys,
                target).ConfigureAwait(false);
        }
    }
}
