using DataprepPS.Client.Runs;

namespace DataprepPS.Pipeline;

/// <summary>What a run is called in a line: with the names of what it is a run of, where those are known.</summary>
internal static class RunLabel
{
    public static string Of(RunOutcome outcome) => Of(outcome.Name, outcome.SourceName, outcome.SourcePlace);

    public static string Of(RunProgress run) => Of(run.Name, run.SourceName, run.SourcePlace);

    private static string Of(string name, string? source, string? place) => source is null ? name : $"{name} ({source}{(place is null ? string.Empty : $", {place}")})";
}
