using System;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.JobGroups;

/// <summary>A job group, or a publication of its results, ended as Failed.</summary>
public sealed class JobGroupFailedException : DataprepException
{
    internal JobGroupFailedException(JobGroup group, string? text)
        : base($"Job group {group.Id}{Recipe(group)} failed{(text is null ? "." : $": {text}")}") => JobGroupId = group.Id;

    internal JobGroupFailedException(long jobGroupId, string message)
        : base(message) => JobGroupId = jobGroupId;

    /// <summary>The job group.</summary>
    public long JobGroupId { get; }

    /// <inheritdoc/>
    public override string ErrorId => "DpJobGroupFailed";

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.Job;

    /// <inheritdoc/>
    public override string RecommendedAction => $"Look at its stages: Get-DpJob {JobGroupId} -Embed errorMessage.";

    internal static string Recipe(JobGroup group) => group.RecipeId is { } recipe ? $" of recipe {recipe}" : string.Empty;
}

/// <summary>A job group was canceled by somebody.</summary>
public sealed class JobGroupCanceledException : DataprepException
{
    internal JobGroupCanceledException(JobGroup group)
        : base($"Job group {group.Id}{JobGroupFailedException.Recipe(group)} was canceled.") => JobGroupId = group.Id;

    /// <summary>The job group.</summary>
    public long JobGroupId { get; }

    /// <inheritdoc/>
    public override string ErrorId => "DpJobGroupCanceled";

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.Job;

    /// <inheritdoc/>
    public override string RecommendedAction => "Start it again if it was canceled by mistake.";
}

/// <summary>The time to wait ended before the job group did. Nothing was canceled.</summary>
public sealed class WaitTimeoutException : DataprepException
{
    internal WaitTimeoutException(long jobGroupId, string? status, TimeSpan timeout)
        : base($"Job group {jobGroupId} was still {status ?? "running"} after {timeout.TotalSeconds:0.###} s. It runs on.") => JobGroupId = jobGroupId;

    /// <summary>The job group.</summary>
    public long JobGroupId { get; }

    /// <inheritdoc/>
    public override string ErrorId => "DpWaitTimeout";

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.Timeout;

    /// <inheritdoc/>
    public override string RecommendedAction => $"Wait on: Wait-DpJobGroup {JobGroupId}. Or stop it: Stop-DpJobGroup {JobGroupId}.";
}
