using System.Collections;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Makes workspaces.</summary>
[Cmdlet(VerbsCommon.New, "DpWorkspace", SupportsShouldProcess = true)]
[OutputType(typeof(Workspace))]
public sealed class NewDpWorkspaceCommand : NewCommand
{
    /// <summary>Its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string Name { get; set; } = string.Empty;

    /// <summary>The edition.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TierCompleter))]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? Tier { get; set; }

    /// <summary>The most users it may have.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, int.MaxValue)]
    [Member("max_user_number")]
    public int MaxUserNumber { get; set; }

    /// <summary>A part of the address under which it is reached.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member("custom_url")]
    public string? CustomUrl { get; set; }

    /// <summary>The account that it becomes part of.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AccountId { get; set; }

    private protected override IResourceClient Resources => Client.Workspaces;

    private protected override async Task<Resource> CreateAsync(IDictionary members) => await Client.Workspaces.CreateAsync(members, AccountId, Calls).ConfigureAwait(false);
}
