using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Schedules;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Lets schedules run again.</summary>
[Cmdlet(VerbsLifecycle.Enable, "DpSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(Schedule))]
public sealed class EnableDpScheduleCommand : ChangeCommand
{
    /// <summary>Ids of schedules.</summary>
    [Parameter(Position = 0)]
    [Alias("ScheduleId")]
    [ResourceId("ScheduleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Schedules;

    private protected override string Change => "Enable";

    private protected override Task ChangeAsync(long id, PSObject? input) => Client.Schedules.SetEnabledAsync(id, true, Calls);
}
