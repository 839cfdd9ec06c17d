using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Json;

namespace DataprepPS.Client.Reports;

/// <summary>The data of the page's script, every text of it masked and escaped so that it cannot end the element it stands in.</summary>
internal sealed class ReportData(ReportText text, Report report)
{
    // A column of free text has as many values as rows.
    private const int MostValues = 10;
    private const int MostBuckets = 40;

    private static readonly JsonWriterOptions Options = new() { Encoder = ReportText.Json };

    public static string? Person(ReportGroup group) => group.Group.Creator is { } person ? person.Name ?? person.Email ?? $"person {person.Id}" : null;

    /// <summary>Of every group no more than its bars.</summary>
    public DataBlock Timeline() => Block(json =>
    {
        json.WriteStartArray();
        foreach (var group in report.Groups)
        {
            json.WriteStartObject();
            json.WriteNumber("id", group.Group.Id);
            json.WriteString("name", text.Line(group.Label));
            json.WriteString("state", group.State.Word());
            Number(json, "start", group.Group.CreatedAt?.ToUnixTimeMilliseconds());
            Number(json, "end", report.EndOf(group)?.ToUnixTimeMilliseconds());
            json.WriteStartArray("stages");
            foreach (var stage in group.Stages)
            {
                // A stage that was canceled before its turn was never at work.
                if (report.SpanOf(group, stage) is not { } span || (stage.State == ReportState.Canceled && span.Start == span.End))
                {
                    continue;
                }

                json.WriteStartArray();
                json.WriteNumberValue(span.Start.ToUnixTimeMilliseconds());
                json.WriteNumberValue(span.End.ToUnixTimeMilliseconds());
                json.WriteStringValue(stage.State.Word());
                json.WriteStringValue(text.Line(stage.Type));
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>All of one group.</summary>
    public DataBlock Details(ReportGroup group) => Block(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("id", group.Group.Id);
        Text(json, "name", group.Label);
        json.WriteString("state", group.State.Word());
        Text(json, "status", group.Group.Status ?? "Unknown");
        Text(json, "recipe", group.Group.RecipeName is null || group.Group.RecipeId is null ? group.Group.RecipeName ?? Id(group.Group.RecipeId) : $"{group.Group.RecipeName} ({group.Group.RecipeId})");
        Text(json, "flow", group.Group.FlowName ?? Id(group.Group.FlowId));
        Text(json, "jobAddress", report.Addresses.Job(group.Group.Id));
        Text(json, "flowAddress", group.Group.FlowId is { } flow ? report.Addresses.Flow(flow) : null);
        Text(json, "error", group.Group.Error);
        Instant(json, "start", group.Group.CreatedAt);
        Instant(json, "end", group.Group.IsFinished ? group.Group.UpdatedAt : null);
        Text(json, "duration", Durations.Say(report.DurationOf(group)));
        Number(json, "rows", group.Rows);
        Pairs(json, "facts", Facts(group));
        Stages(json, group);
        Outputs(json, "outputs", group.Outputs);
        Outputs(json, "publications", group.Publications);
        Columns(json, group.Columns);
        Pairs(json, "input", group.Input);
        json.WriteStartArray("missing");
        foreach (var sentence in group.Missing)
        {
            json.WriteStringValue(text.Plain(sentence));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static IEnumerable<KeyValuePair<string, string>> Facts(ReportGroup group)
    {
        (string Name, string? Value)[] facts =
        [
            ("Started by", Person(group)),
            ("Ran from", group.Group.RanFrom),
            ("Engine", string.Join(", ", group.Stages.Select(stage => stage.Engine).OfType<string>().Distinct())),
            ("Id at the engine", string.Join(", ", group.Stages.Select(stage => stage.EngineId).OfType<string>().Distinct())),
            ("Flow run", Id(group.Group.FlowRunId)),
            ("Deployment", Id(group.Group.DeploymentId)),
            ("Dates count from", group.Group.RunParameterReferenceDate is { } date && date != group.Group.CreatedAt ? Timestamps.Format(date) : null),
            ("Execution id", group.Group.ExecutionId?.ToString()),
            ("Profile", group.Group.ProfilingEnabled == false ? "none was asked for" : null),
        ];
        return facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => new KeyValuePair<string, string>(fact.Name, fact.Value!));
    }

    private void Stages(Utf8JsonWriter json, ReportGroup group)
    {
        json.WriteStartArray("stages");
        foreach (var stage in group.Stages)
        {
            var span = report.SpanOf(group, stage);
            json.WriteStartObject();
            json.WriteNumber("id", stage.Id);
            Text(json, "type", stage.Type);
            Text(json, "status", stage.Status ?? "Unknown");
            json.WriteString("state", stage.State.Word());
            Instant(json, "start", span?.Start);
            Text(json, "duration", Durations.Say(span is { } known ? known.End - known.Start : null));
            if (stage.Percent is { } percent and >= 0 and <= 100)
            {
                json.WriteNumber("percent", percent);
            }
            else
            {
                json.WriteNull("percent");
            }

            Number(json, "rows", stage.Rows);
            Text(json, "engine", stage.Engine);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("isGraphKnown", group.IsGraphKnown);
        json.WriteStartArray("edges");
        foreach (var edge in group.Edges)
        {
            json.WriteStartArray();
            json.WriteNumberValue(edge.Source);
            json.WriteNumberValue(edge.Target);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private void Outputs(Utf8JsonWriter json, string name, IReadOnlyList<ReportOutput> outputs)
    {
        json.WriteStartArray(name);
        foreach (var output in outputs)
        {
            json.WriteStartObject();
            Text(json, "name", output.Name);
            Text(json, "kind", output.Kind);
            Text(json, "action", output.Action);
            json.WriteBoolean("isMain", output.IsMain);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Columns(Utf8JsonWriter json, IReadOnlyList<ColumnProfile> columns)
    {
        json.WriteStartArray("columns");
        foreach (var column in columns)
        {
            json.WriteStartObject();
            Text(json, "name", column.Name);
            Text(json, "type", column.Type.Count > 0 ? column.Type[0] : null);
            json.WriteNumber("valid", column.Valid ?? 0);
            json.WriteNumber("mismatched", column.Mismatched ?? 0);
            json.WriteNumber("missing", column.Missing ?? 0);
            Text(json, "least", Decimal(column.Min));
            Text(json, "greatest", Decimal(column.Max));
            json.WriteStartArray("buckets");
            foreach (var bucket in column.Bucket.Take(MostBuckets))
            {
                json.WriteNumberValue(bucket.Count ?? 0);
            }

            json.WriteEndArray();
            json.WriteStartArray("top");
            foreach (var value in column.TopValue.Take(MostValues))
            {
                json.WriteStartArray();
                json.WriteStringValue(text.Plain(value.Value));
                json.WriteNumberValue(value.Count ?? 0);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Pairs(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        json.WriteStartArray(name);
        foreach (var pair in pairs)
        {
            json.WriteStartArray();
            json.WriteStringValue(text.Plain(pair.Key));
            json.WriteStringValue(text.Plain(pair.Value));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, text.Plain(value));
        }
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Instant(Utf8JsonWriter json, string name, DateTimeOffset? value) => json.WriteString(name, value is { } known ? Timestamps.Format(known) : null);

    private static string? Decimal(double? number) => number?.ToString("0.####", CultureInfo.InvariantCulture);

    private static string? Id(long? id) => id is > 0 ? $"{id}" : null;

    private static DataBlock Block(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            write(json);
        }

        return new DataBlock(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }
}
