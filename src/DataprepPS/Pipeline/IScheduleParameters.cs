using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;

using DataprepPS.Client.Schedules;

namespace DataprepPS.Pipeline;

/// <summary>The parameters by which a schedule is said, alike for one that is made and one that is changed.</summary>
internal interface IScheduleParameters
{
    string? Cron { get; }

    SwitchParameter Hourly { get; }

    SwitchParameter Daily { get; }

    SwitchParameter Weekly { get; }

    TimeSpan At { get; }

    DayOfWeek[] DayOfWeek { get; }

    string? TimeZone { get; }

    IDictionary[]? Trigger { get; }

    long FlowId { get; }

    long PlanId { get; }
}

/// <summary>Turns what was said of a schedule into the request's triggers and tasks.</summary>
internal static class ScheduleMembers
{
    /// <summary>Adds both to a request, as far as parameters ask for them.</summary>
    /// <exception cref="TerminatingErrorException">A parameter's value is wrong.</exception>
    public static void Complete(IScheduleParameters parameters, IDictionary members)
    {
        try
        {
            if (Triggers(parameters) is { } triggers)
            {
                members["triggers"] = triggers;
            }
        }
        catch (ArgumentException e)
        {
            throw new TerminatingErrorException(ErrorRecords.Invalid("DpWrongInput", e.Message, "Get-Help New-DpSchedule -Examples shows how.", null));
        }

        List<object?> tasks = [];
        Add("runFlow", "flowId", parameters.FlowId);
        Add("runPlan", "planId", parameters.PlanId);
        if (tasks.Count > 0)
        {
            members["tasks"] = tasks.ToArray();
        }

        void Add(string kind, string member, long id)
        {
            if (id > 0)
            {
                tasks.Add(new Hashtable { [kind] = new Hashtable { [member] = id } });
            }
        }
    }

    private static object?[]? Triggers(IScheduleParameters parameters)
    {
        if (parameters.Trigger is { } written)
        {
            return Array.ConvertAll(written, trigger => (object?)PlainObjects.ToPlain(trigger));
        }

        if (parameters.Cron is null && !parameters.Hourly && !parameters.Daily && !parameters.Weekly)
        {
            return null;
        }

        var request = new TriggerRequest(parameters.TimeZone ?? TimeZoneNames.OfMachine(TimeZoneInfo.Local));
        return
        [
            parameters.Cron is { } cron ? request.Cron(cron)
                : parameters.Hourly ? request.Hourly(parameters.At.Minutes)
                : parameters.Daily ? request.Daily(parameters.At)
                : request.Weekly(parameters.DayOfWeek, parameters.At),
        ];
    }
}
