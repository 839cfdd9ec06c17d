using System;
using System.Collections;
using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Schedules;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Renames schedules, or changes when they run or what.</summary>
[Cmdlet(VerbsCommon.Set, "DpSchedule", DefaultParameterSetName = SameSet, SupportsShouldProcess = true)]
[OutputType(typeof(Schedule))]
public sealed class SetDpScheduleCommand : SetCommand, IScheduleParameters
{
    private const string SameSet = "Same";
    private const string CronSet = "Cron";
    private const string HourlySet = "Hourly";
    private const string DailySet = "Daily";
    private const string WeeklySet = "Weekly";
    private const string TriggerSet = "Trigger";

    /// <summary>Ids of schedules.</summary>
    [Parameter(Position = 0)]
    [Alias("ScheduleId")]
    [ResourceId("ScheduleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Its new name.</summary>
    [Parameter]
    [Member]
    public string? Name { get; set; }

    /// <summary>The flow that it runs, in place of what it ran.</summary>
    [Parameter]
    [Alias("Flow")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long FlowId { get; set; }

    /// <summary>The plan that it runs, in place of what it ran.</summary>
    [Parameter]
    [Alias("Plan")]
    [ResourceId("PlanId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long PlanId { get; set; }

    /// <inheritdoc cref="NewDpScheduleCommand.Cron"/>
    [Parameter(Mandatory = true, ParameterSetName = CronSet)]
    [ValidateNotNullOrEmpty]
    public string? Cron { get; set; }

    /// <inheritdoc cref="NewDpScheduleCommand.Hourly"/>
    [Parameter(Mandatory = true, ParameterSetName = HourlySet)]
    public SwitchParameter Hourly { get; set; }

    /// <inheritdoc cref="NewDpScheduleCommand.Daily"/>
    [Parameter(Mandatory = true, ParameterSetName = DailySet)]
    public SwitchParameter Daily { get; set; }

    /// <inheritdoc cref="NewDpScheduleCommand.Weekly"/>
    [Parameter(Mandatory = true, ParameterSetName = WeeklySet)]
    public SwitchParameter Weekly { get; set; }

    /// <inheritdoc cref="NewDpScheduleCommand.At"/>
    [Parameter(ParameterSetName = HourlySet)]
    [Parameter(Mandatory = true, ParameterSetName = DailySet)]
    [Parameter(Mandatory = true, ParameterSetName = WeeklySet)]
    [TimeOfDay]
    public TimeSpan At { get; set; }

    /// <inheritdoc cref="NewDpScheduleCommand.DayOfWeek"/>
    [Parameter(Mandatory = true, ParameterSetName = WeeklySet)]
    [ValidateNotNullOrEmpty]
    public DayOfWeek[] DayOfWeek { get; set; } = [];

    /// <inheritdoc cref="NewDpScheduleCommand.TimeZone"/>
    [Parameter(ParameterSetName = CronSet)]
    [Parameter(ParameterSetName = HourlySet)]
    [Parameter(ParameterSetName = DailySet)]
    [Parameter(ParameterSetName = WeeklySet)]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [ValidateNotNullOrEmpty]
    public string? TimeZone { get; set; }

    /// <inheritdoc cref="NewDpScheduleCommand.Trigger"/>
    [Parameter(Mandatory = true, ParameterSetName = TriggerSet)]
    [ValidateNotNullOrEmpty]
    public IDictionary[]? Trigger { get; set; }

    private protected override IResourceClient Resources => Client.Schedules;

    private protected override void Complete(IDictionary members) => ScheduleMembers.Complete(this, members);
}
