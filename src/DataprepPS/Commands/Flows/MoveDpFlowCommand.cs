using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Moves flows into a folder, or to the top.</summary>
[Cmdlet(VerbsCommon.Move, "DpFlow", SupportsShouldProcess = true, DefaultParameterSetName = FolderSet)]
[OutputType(typeof(Flow))]
public sealed class MoveDpFlowCommand : ChangeCommand
{
    private const string FolderSet = "Folder";
    private const string TopSet = "Top";

    /// <summary>Ids of flows.</summary>
    [Parameter(Position = 0)]
    [Alias("FlowId")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>The folder to put them into.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = FolderSet)]
    [Alias("Folder")]
    [ResourceId("FolderId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long FolderId { get; set; }

    /// <summary>Out of all folders.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TopSet)]
    public SwitchParameter ToRoot { get; set; }

    private protected override IResourceClient Resources => Client.Flows;

    private protected override string Change => ToRoot ? "Move to the top" : $"Move to folder {FolderId}";

    private protected override Task ChangeAsync(long id, PSObject? input) => Client.Flows.MoveAsync(id, ToRoot ? null : FolderId, Calls);
}
