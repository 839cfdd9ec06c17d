using System;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.Runs;

/// <summary>A run, or a publication of its results, ended as Failed. Its error id has the kind in its name: <c>DpJobGroupFailed</c>.</summary>
public sealed class RunFailedException : DataprepException
{
    internal RunFailedException(RunKind kind, Run run, string? text)
        : this(kind, run.Id, $"{kind.Name(run)} failed{(text is null ? "." : $": {text}")}")
    {
    }

    internal RunFailedException(RunKind kind, long runId, string message)
        : base(message)
    {
        RunId = runId;
        ErrorId = $"Dp{kind.Noun}Failed";
        RecommendedAction = kind.WhatToLookAt(runId);
    }

    /// <summary>The run.</summary>
    public long RunId { get; }

    /// <inheritdoc/>
    public override string ErrorId { get; }

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.Job;

    /// <inheritdoc/>
    public override string RecommendedAction { get; }
}

/// <summary>A run was canceled by somebody. Its error id has the kind in its name: <c>DpJobGroupCanceled</c>.</summary>
public sealed class RunCanceledException : DataprepException
{
    internal RunCanceledException(RunKind kind, Run run, string? text)
        : base($"{kind.Name(run)} was canceled{(text is null ? "." : $": {text}")}")
    {
        RunId = run.Id;
        ErrorId = $"Dp{kind.Noun}Canceled";
    }

    /// <summary>The run.</summary>
    public long RunId { get; }

    /// <inheritdoc/>
    public override string ErrorId { get; }

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.Job;

    /// <inheritdoc/>
    public override string RecommendedAction => "Start it again if it was canceled by mistake.";
}

/// <summary>The time to wait ended before the run did. Nothing was canceled.</summary>
public sealed class WaitTimeoutException : DataprepException
{
    internal WaitTimeoutException(RunKind kind, long runId, string? status, TimeSpan timeout)
        : base(FormattableString.Invariant($"{kind.Name(runId)} was still {status ?? "running"} after {timeout.TotalSeconds:0.###} s. It runs on."))
    {
        RunId = runId;
        RecommendedAction = $"Wait on: Wait-Dp{kind.Noun} {runId}. Or stop it: Stop-Dp{kind.Noun} {runId}.";
    }

    /// <summary>The run.</summary>
    public long RunId { get; }

    /// <inheritdoc/>
    public override string ErrorId => "DpWaitTimeout";

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.Timeout;

    /// <inheritdoc/>
    public override string RecommendedAction { get; }
}
