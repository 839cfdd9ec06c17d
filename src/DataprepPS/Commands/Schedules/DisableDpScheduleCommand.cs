using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Schedules;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Stops schedules from running; they stay as they are.</summary>
[Cmdlet(VerbsLifecycle.Disable, "DpSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(Schedule))]
public sealed class DisableDpScheduleCommand : ChangeCommand
{
    /// <summary>Ids of schedules.</summary>
    [Parameter(Position = 0)]
    [Alias("ScheduleId")]
    [ResourceId("ScheduleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Schedules;

    private protected override string Change => "Disable";

    private protected override Task ChangeAsync(long id, PSObject? input) => Client.Schedules.SetEnabledAsync(id, false, Calls);
}
