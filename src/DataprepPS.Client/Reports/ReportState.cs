using DataprepPS.Client.JobGroups;

namespace DataprepPS.Client.Reports;

/// <summary>The few states that a report shows in a colour and a sign, the worst first: the order in which readers want them.</summary>
internal enum ReportState
{
    Failed,
    Canceled,
    Running,
    Waiting,
    Unknown,
    Complete,
}

/// <summary>From the server's words to the report's states. A server's word never becomes part of the page's markup.</summary>
internal static class ReportStates
{
    public static ReportState Of(string? status) => status switch
    {
        _ when JobGroupStatus.IsSuccess(status) => ReportState.Complete,
        _ when JobGroupStatus.Is(status, JobGroupStatus.Failed) => ReportState.Failed,
        _ when JobGroupStatus.Is(status, JobGroupStatus.Canceled) => ReportState.Canceled,
        _ when JobGroupStatus.Is(status, JobGroupStatus.InProgress) => ReportState.Running,
        _ when JobGroupStatus.IsKnown(status) => ReportState.Waiting,
        _ => ReportState.Unknown,
    };

    /// <summary>Under which the style sheet knows it.</summary>
    public static string Word(this ReportState state) => state switch
    {
        ReportState.Failed => "failed",
        ReportState.Canceled => "canceled",
        ReportState.Running => "running",
        ReportState.Waiting => "waiting",
        ReportState.Complete => "complete",
        _ => "unknown",
    };

    /// <summary>How people say it of several: "3 still running".</summary>
    public static string Said(this ReportState state) => state switch
    {
        ReportState.Running => "still running",
        ReportState.Waiting => "not started yet",
        ReportState.Unknown => "of unknown state",
        _ => state.Word(),
    };

    /// <summary>The same as a sign, for text without colours.</summary>
    public static string Sign(this ReportState state) => state switch
    {
        ReportState.Failed => "❌",
        ReportState.Canceled => "🚫",
        ReportState.Running => "▶️",
        ReportState.Waiting => "⏳",
        ReportState.Complete => "✅",
        _ => "❔",
    };
}
