using System;
using System.Globalization;
using System.Linq;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Runs;

namespace DataprepPS.Pipeline;

/// <summary>What the live screen knows of one run.</summary>
/// <param name="Label">What it is called in a line.</param>
/// <param name="Name">The name of what is run, or what it is called.</param>
/// <param name="Status">In the server's words.</param>
/// <param name="Stage">What is at work, or why it ended badly.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="Elapsed">Since it began.</param>
/// <param name="Remaining">About how long it still takes; null when that is not known, or no time any more.</param>
internal sealed record ScreenRow(string Label, string Name, string Status, string? Stage, double? Percent, TimeSpan Elapsed, TimeSpan? Remaining)
{
    public static ScreenRow Of(RunProgress run) => new(
        RunLabel.Of(run),
        NameOf(run.SourceName, run.SourcePlace, run.Name),
        run.Status ?? "Unknown",
        run.Stage,
        run.PercentComplete,
        run.Elapsed,
        run.Remaining is { TotalSeconds: >= 1 } ? run.Remaining : null);

    public static ScreenRow Of(RunOutcome outcome) => new(
        RunLabel.Of(outcome),
        NameOf(outcome.SourceName, outcome.SourcePlace, outcome.Name),
        outcome.Run?.Status ?? "Not watched",
        (outcome.Run as JobGroup)?.Error ?? outcome.Error?.Message,
        outcome.Run is { IsSuccess: true } ? 100 : null,
        outcome.Run?.Duration ?? TimeSpan.Zero,
        null);

    public bool HasEnded => JobGroupStatus.IsFinished(Status) || Status == "Not watched";

    public bool IsFailed => Is(JobGroupStatus.Failed);

    public bool IsCanceled => Is(JobGroupStatus.Canceled);

    public bool IsSuccess => JobGroupStatus.IsSuccess(Status);

    /// <summary>What a plain log tells about: not every percent.</summary>
    public string News => Status + "/" + new string((Stage ?? string.Empty).Where(letter => !char.IsDigit(letter)).ToArray());

    /// <summary>As a clock shows it, the same in every culture.</summary>
    public static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}"
        : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);

    private bool Is(string status) => string.Equals(Status, status, StringComparison.OrdinalIgnoreCase);

    private static string NameOf(string? source, string? place, string name) => source is null ? name : place is null ? source : $"{source} · {place}";
}
