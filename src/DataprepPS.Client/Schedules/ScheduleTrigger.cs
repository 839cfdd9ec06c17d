using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;

namespace DataprepPS.Client.Schedules;

/// <summary>When a schedule runs: at times, or when a file or table changes.</summary>
public sealed class ScheduleTrigger
{
    internal ScheduleTrigger(IReadOnlyDictionary<string, object?> sent)
    {
        var inner = sent.Get("timeBased") as IReadOnlyDictionary<string, object?> ?? sent;
        TimeZone = inner.Get("timezone") as string;
        (Kind, Members) = inner.Where(member => member.Value is IReadOnlyDictionary<string, object?>)
            .Select(member => (member.Key, (IReadOnlyDictionary<string, object?>)member.Value!)).DefaultIfEmpty(("unknown", inner)).First();
    }

    /// <summary>cron, hourly, daily, weekly, monthly, monthlyWeekday, oneTime, fileWatcher, tableWatcher, or a word of the server's own.</summary>
    public string Kind { get; }

    /// <summary>Of a cron trigger: its expression, in the form of Quartz.</summary>
    public string? Expression => Members.Get("expression") as string;

    /// <summary>The time of day; of an hourly trigger, the minutes after the hour.</summary>
    public TimeSpan? At => Number("minuteOfHour") is { } minute ? new TimeSpan((int)(Number("hourOfDay") ?? 0), (int)minute, 0) : null;

    /// <summary>Of a weekly trigger: its days.</summary>
    public IReadOnlyList<DayOfWeek> DaysOfWeek => [.. Items("daysOfWeek").Select(Day).OfType<DayOfWeek>()];

    /// <summary>Of a monthly trigger: its days.</summary>
    public IReadOnlyList<int> DaysOfMonth => [.. Items("daysOfMonth").OfType<long>().Select(day => (int)day)];

    /// <summary>The time zone in which these times are meant, by its IANA name.</summary>
    public string? TimeZone { get; }

    /// <summary>What its kind is made of, as the server sent it.</summary>
    public IReadOnlyDictionary<string, object?> Members { get; }

    /// <summary>In a few words: "daily at 05:00 Europe/Berlin".</summary>
    public override string ToString() => string.Join(" ", new[] { Kind, When(), TimeZone }.Where(part => !string.IsNullOrEmpty(part)));

    private string? When() => Kind switch
    {
        "cron" => Expression,
        "hourly" => $"at :{At?.Minutes:00}",
        "weekly" => $"{string.Join(",", DaysOfWeek.Select(day => day.ToString().Substring(0, 3)))} at {Time()}",
        "monthly" => $"on {string.Join(",", DaysOfMonth)} at {Time()}",
        "oneTime" => Members.Get("utcDateTime") as string,
        _ => At is null ? null : $"at {Time()}",
    };

    private string Time() => At?.ToString(@"hh\:mm", CultureInfo.InvariantCulture) ?? string.Empty;

    private long? Number(string name) => Members.Get(name) as long?;

    private object?[] Items(string name) => Members.Get(name) as object?[] ?? [];

    private static DayOfWeek? Day(object? word) => word is string text && Enum.TryParse<DayOfWeek>(text, ignoreCase: true, out var day) ? day : null;
}

/// <summary>What a schedule runs.</summary>
public sealed class ScheduleTask
{
    internal ScheduleTask(IReadOnlyDictionary<string, object?> sent) =>
        (Kind, Members) = sent.Where(member => member.Value is IReadOnlyDictionary<string, object?>)
            .Select(member => (member.Key, (IReadOnlyDictionary<string, object?>)member.Value!)).DefaultIfEmpty(("unknown", sent)).First();

    /// <summary>runFlow, runPlan, or a word of the server's own.</summary>
    public string Kind { get; }

    /// <summary>The flow.</summary>
    public long? FlowId => Id("flowId");

    /// <summary>The plan.</summary>
    public long? PlanId => Id("planId");

    /// <summary>Its name, where the server sends it.</summary>
    public string? Name => Members.Get("name") as string;

    /// <summary>What its kind is made of, as the server sent it.</summary>
    public IReadOnlyDictionary<string, object?> Members { get; }

    /// <summary>In a few words: "plan 3".</summary>
    public override string ToString() => Name ?? (FlowId is { } flow ? $"flow {flow}" : PlanId is { } plan ? $"plan {plan}" : Kind);

    private long? Id(string name) => Members.Get(name) switch
    {
        long number => number,
        string text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) => parsed,
        _ => null,
    };
}

/// <summary>Reads triggers: several, or one alone.</summary>
internal sealed class ScheduleTriggersConverter : JsonConverter<IReadOnlyList<ScheduleTrigger>?>
{
    public override IReadOnlyList<ScheduleTrigger>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PlainConverters.ReadObjects(ref reader)?.Select(item => new ScheduleTrigger(item)).ToList();

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<ScheduleTrigger>? value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>Reads tasks: several, or one alone.</summary>
internal sealed class ScheduleTasksConverter : JsonConverter<IReadOnlyList<ScheduleTask>?>
{
    public override IReadOnlyList<ScheduleTask>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PlainConverters.ReadObjects(ref reader)?.Select(item => new ScheduleTask(item)).ToList();

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<ScheduleTask>? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
