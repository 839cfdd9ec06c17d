using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes schedules. What they run stays.</summary>
[Cmdlet(VerbsCommon.Remove, "DpSchedule", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpScheduleCommand : RemoveCommand
{
    /// <summary>Ids of schedules.</summary>
    [Parameter(Position = 0)]
    [Alias("ScheduleId")]
    [ResourceId("ScheduleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Schedules;
}
