using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads settings of a workspace, or what settings there are.</summary>
[Cmdlet(VerbsCommon.Get, "DpWorkspaceSetting", DefaultParameterSetName = ValueSet)]
[OutputType(typeof(WorkspaceSetting), typeof(WorkspaceSettingSchema))]
public sealed class GetDpWorkspaceSettingCommand : ReadAheadCommand
{
    private const string ValueSet = "Value";
    private const string SchemaSet = "Schema";

    /// <summary>Names of settings, with wildcards or without. A name without wildcards that is not found is an error.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Key { get; set; }

    /// <summary>Says what the settings can be instead of what they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SchemaSet)]
    public SwitchParameter Schema { get; set; }

    /// <summary>The workspace; without it, the session's own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Workspace")]
    [ResourceId("WorkspaceId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [OptionalId]
    public long? WorkspaceId { get; set; }

    private protected override Task ProcessAsync()
    {
        var (workspace, names) = (WorkspaceId, Key?.Select(key => new NamePattern(key)).ToList());
        return AddAsync(
            async () =>
            {
                if (Schema)
                {
                    return Chosen(await Client.WorkspaceSettings.GetSchemaAsync(workspace, Calls).ConfigureAwait(false), setting => ((WorkspaceSettingSchema)setting).Key, names);
                }

                var single = names is { Count: 1 } && names[0].IsLiteral ? Key![0] : null;
                return Chosen(await Client.WorkspaceSettings.ListAsync(workspace, single, Calls).ConfigureAwait(false), setting => ((WorkspaceSetting)setting).Key, names);
            },
            workspace,
            workspace is { } id ? $"Workspace {id}" : null);
    }

    // No tuple of a client's type: to look at this class, which PowerShell does at import, would then load the client.
    private Func<Task> Chosen(IEnumerable<ApiObject> settings, Func<ApiObject, string?> key, List<NamePattern>? names)
    {
        var chosen = settings.Where(one => names?.Exists(name => name.Matches(key(one))) != false).ToList();
        var missing = names?.Where(name => name.IsLiteral && !chosen.Exists(one => name.Matches(key(one)))).Select(name => name.Part).ToList() ?? [];
        return async () =>
        {
            await Write(chosen)().ConfigureAwait(false);
            foreach (var name in missing)
            {
                await WriteErrorAsync(ErrorRecords.NotFound($"There is no setting \"{name}\".", "Get-DpWorkspaceSetting -Schema lists what settings there are.", name)).ConfigureAwait(false);
            }
        };
    }
}
