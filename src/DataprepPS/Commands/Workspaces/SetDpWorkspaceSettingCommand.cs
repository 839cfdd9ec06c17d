using System.Collections;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Sets settings of a workspace.</summary>
[Cmdlet(VerbsCommon.Set, "DpWorkspaceSetting", DefaultParameterSetName = ManySet, SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SetDpWorkspaceSettingCommand : ReadAheadCommand
{
    private const string OneSet = "One";
    private const string ManySet = "Many";

    /// <summary>The setting's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = OneSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Key { get; set; } = string.Empty;

    /// <summary>Its value: text, a number, $true or $false, or a hashtable, as the setting wants it.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = OneSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public object? Value { get; set; }

    /// <summary>Values by name: all are set in one request.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ManySet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public IDictionary? Setting { get; set; }

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
        var workspace = WorkspaceId;
        var settings = PlainObjects.ToPlain(Setting ?? new OrderedDictionary { [Key] = Value });
        var target = workspace is { } id ? $"Workspace {id}" : "The workspace";
        if (settings.Count > 0 && await ShouldProcessAsync(target, $"Set {string.Join(", ", settings.Keys.Cast<object>())}").ConfigureAwait(false))
        {
            await AddAsync(
                async () =>
                {
                    await Client.WorkspaceSettings.SetAsync(workspace, settings, Calls).ConfigureAwait(false);
                    return Nothing;
                },
                PlainObjects.WithoutSecrets(settings),
                target).ConfigureAwait(false);
        }
    }
}
