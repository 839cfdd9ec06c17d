using System;
using System.Collections;
using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Schedules;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Creates schedules, by which a flow or a plan, which may come down the pipeline, runs by itself. A new one runs at once.</summary>
[Cmdlet(VerbsCommon.New, "DpSchedule", DefaultParameterSetName = CronSet, SupportsShouldProcess = true)]
[OutputType(typeof(Schedule))]
public sealed class NewDpScheduleCommand : NewCommand, IScheduleParameters
{
    private const string CronSet = "Cron";
    private const string HourlySet = "Hourly";
    private const string DailySet = "Daily";
    private const string WeeklySet = "Weekly";
    private const string TriggerSet = "Trigger";

    /// <summary>Its name; of a flow or a plan from the pipeline, the name of that.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string Name { get; set; } = string.Empty;

    /// <summary>The flow that it runs; it, or a plan.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Flow")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long FlowId { get; set; }

    /// <summary>The plan that it runs; it, or a flow.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Plan")]
    [ResourceId("PlanId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long PlanId { get; set; }

    /// <summary>When it runs, as an expression of Quartz: seconds, minutes, hours, day of month, month, day of week. '0 30 6 ? * MON-FRI' is half past six on working days.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CronSet)]
    [ValidateNotNullOrEmpty]
    public string? Cron { get; set; }

    /// <summary>It runs every hour, at the minutes of -At.</summary>
    [Parameter(Mandatory = true, ParameterSetName = HourlySet)]
    public SwitchParameter Hourly { get; set; }

    /// <summary>It runs every day, at the time of -At.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DailySet)]
    public SwitchParameter Daily { get; set; }

    /// <summary>It runs every week, on the days of -DayOfWeek at the time of -At.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WeeklySet)]
    public SwitchParameter Weekly { get; set; }

    /// <summary>The time of day, in hours and minutes, such as 6:30. Of one that runs every hour only the minutes count.</summary>
    [Parameter(ParameterSetName = HourlySet)]
    [Parameter(Mandatory = true, ParameterSetName = DailySet)]
    [Parameter(Mandatory = true, ParameterSetName = WeeklySet)]
    [TimeOfDay]
    public TimeSpan At { get; set; }

    /// <summary>The days of the week on which it runs.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WeeklySet)]
    [ValidateNotNullOrEmpty]
    public DayOfWeek[] DayOfWeek { get; set; } = [];

    /// <summary>The time zone in which these times are meant, by its name of IANA, such as Europe/Berlin, or of Windows. Without it, that of this machine.</summary>
    [Parameter(ParameterSetName = CronSet)]
    [Parameter(ParameterSetName = HourlySet)]
    [Parameter(ParameterSetName = DailySet)]
    [Parameter(ParameterSetName = WeeklySet)]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [ValidateNotNullOrEmpty]
    public string? TimeZone { get; set; }

    /// <summary>Triggers of any kind in the API's form: @{ timeBased = @{ monthly = @{ daysOfMonth = 1, 15; hourOfDay = 6; minuteOfHour = 0 }; timezone = 'UTC' } }.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TriggerSet)]
    [ValidateNotNullOrEmpty]
    public IDictionary[]? Trigger { get; set; }

    private protected override IResourceClient Resources => Client.Schedules;

    private protected override void Complete(IDictionary members)
    {
        ScheduleMembers.Complete(this, members);
        if ((FlowId > 0) == (PlanId > 0) && Body?["tasks"] is null)
        {
            throw new TerminatingErrorException(ErrorRecords.Invalid("DpWrongInput", "A schedule runs one flow or one plan.", "Name one of them with -FlowId or -PlanId, or pipe it to New-DpSchedule.", null));
        }
    }

    private protected override string Target(IDictionary members) => $"{base.Target(members)} of {(FlowId > 0 ? $"flow {FlowId}" : $"plan {PlanId}")}";
}
