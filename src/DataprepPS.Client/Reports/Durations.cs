using System;
using System.Globalization;

namespace DataprepPS.Client.Reports;

/// <summary>How long something took, as people say it.</summary>
internal static class Durations
{
    public static string Say(TimeSpan? time) => time switch
    {
        null => string.Empty,
        { TotalSeconds: < 9.95 } => Format("{0:0.0} s", time.Value.TotalSeconds),
        { TotalSeconds: < 59.5 } => Format("{0:0} s", time.Value.TotalSeconds),
        { TotalHours: < 1 } => Format("{0} min {1:00} s", time.Value.Minutes, time.Value.Seconds),
        { TotalDays: < 1 } => Format("{0} h {1:00} min", time.Value.Hours, time.Value.Minutes),
        _ => Format("{0} d {1:00} h", (int)time.Value.TotalDays, time.Value.Hours),
    };

    private static string Format(string format, params object[] values) => string.Format(CultureInfo.InvariantCulture, format, values);
}
