using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Schedules;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Gives schedules to another user, whose they are from then on. Lists show one's own schedules only.</summary>
[Cmdlet(VerbsCommon.Set, "DpScheduleOwner", SupportsShouldProcess = true)]
[OutputType(typeof(Schedule))]
public sealed class SetDpScheduleOwnerCommand : ChangeCommand
{
    /// <summary>Ids of schedules.</summary>
    [Parameter(Position = 0)]
    [Alias("ScheduleId")]
    [ResourceId("ScheduleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Who gets them: a person's id, or the person.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("Person", "UserId")]
    [ResourceId("PersonId")]
    [ValidateRange(1, long.MaxValue)]
    public long PersonId { get; set; }

    /// <summary>The workspace that they go to; without it, they stay in theirs.</summary>
    [Parameter]
    [Alias("Workspace")]
    [ResourceId("WorkspaceId")]
    [ValidateRange(1, long.MaxValue)]
    public long? WorkspaceId { get; set; }

    private protected override IResourceClient Resources => Client.Schedules;

    private protected override string IdName => "ScheduleId";

    private protected override string Change => $"Give to person {PersonId}";

    private protected override Task ChangeAsync(long id, PSObject? input) => Client.Schedules.TransferAsync([id], PersonId, WorkspaceId, Calls);
}
