using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace DataprepPS.Client.Schedules;

/// <summary>When a schedule shall run, as somebody says it. Follows cronTrigger, hourlyTrigger, dailyTrigger and weeklyTrigger of createSchedule.</summary>
public sealed class TriggerRequest
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Makes one.</summary>
    /// <param name="timeZone">The zone in which its times are meant, by the name of IANA or of Windows.</param>
    /// <exception cref="ArgumentException">There is no such zone.</exception>
    public TriggerRequest(string timeZone) => TimeZone = TimeZoneNames.ToIana(timeZone);

    /// <summary>The zone, by its IANA name.</summary>
    public string TimeZone { get; }

    /// <summary>At times that an expression of Quartz says: seconds, minutes, hours, day of month, month, day of week, and maybe year.</summary>
    /// <exception cref="ArgumentException">It is not of that form.</exception>
    public IDictionary Cron(string expression)
    {
        var fields = expression.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (6 or 7))
        {
            var advice = fields.Length == 5 ? $" Five are Unix cron; of Quartz this may be \"{FromUnix(fields)}\"." : string.Empty;
            throw new ArgumentException($"\"{expression}\" has {fields.Length} fields. The server takes expressions of Quartz, which have 6 or 7: seconds, minutes, hours, day of month, month, day of week, year; one of the two days is a question mark.{advice}");
        }

        return Of("cron", new Hashtable { ["expression"] = string.Join(" ", fields) });
    }

    /// <summary>Every hour, so many minutes after it.</summary>
    public IDictionary Hourly(int minute) => Of("hourly", new Hashtable { ["minuteOfHour"] = minute });

    /// <summary>Every day at a time.</summary>
    public IDictionary Daily(TimeSpan at) => Of("daily", new Hashtable { ["minuteOfHour"] = at.Minutes, ["hourOfDay"] = at.Hours });

    /// <summary>On some days of the week at a time.</summary>
    public IDictionary Weekly(IEnumerable<DayOfWeek> days, TimeSpan at) => Of("weekly", new Hashtable
    {
        ["minuteOfHour"] = at.Minutes,
        ["hourOfDay"] = at.Hours,
        ["daysOfWeek"] = days.Distinct().Select(day => day.ToString().ToUpperInvariant()).ToArray(),
    });

    private static string FromUnix(string[] fields) =>
        $"0 {fields[0]} {fields[1]} {(fields[4] == "*" ? fields[2] : fields[2] == "*" ? "?" : fields[2])} {fields[3]} {(fields[4] == "*" ? "?" : fields[4])}";

    private Hashtable Of(string kind, Hashtable members) => new() { ["timeBased"] = new Hashtable { [kind] = members, ["timezone"] = TimeZone } };
}
