using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

using DataprepPS.Client.Runs;
using DataprepPS.Pipeline;

namespace DataprepPS.Builds;

/// <summary>
/// What a cmdlet that waits tells the service that runs the build: a folded part of the log for the wait, an error of its own for each
/// run that failed, the summary of the step, and the ids as outputs. All of it on the pipeline thread, to the information stream.
/// </summary>
internal sealed class BuildLog
{
    /// <summary>The variable that switches it off: <c>$DpCiOutput = $false</c>.</summary>
    public const string Preference = "DpCiOutput";

    // GitHub shows ten of a step and drops the others; the summary has them all.
    private const int MostIssues = 10;

    private static readonly string[] Off = ["false", "off", "no", "0"];

    private readonly PSCmdlet cmdlet;
    private readonly BuildHost host;
    private readonly ActionPreference errorAction;
    private readonly List<long> ended = [];
    private readonly List<long> failed = [];
    private int issues;
    private bool isOpen;
    private bool isFolded;
    private bool isFinished;

    private BuildLog(PSCmdlet cmdlet, BuildHost host, ActionPreference errorAction)
    {
        this.cmdlet = cmdlet;
        this.host = host;
        this.errorAction = errorAction;
    }

    /// <summary>Whether the next error ends the pipeline, so that what is to be said must be said before.</summary>
    public bool EndsWithError => errorAction == ActionPreference.Stop;

    /// <summary>Null where no service reads, or where somebody does not want it. On the pipeline thread.</summary>
    /// <param name="cmdlet">The cmdlet that waits.</param>
    /// <param name="isUnwanted">Whether -NoCiOutput was given.</param>
    public static BuildLog? Open(PSCmdlet cmdlet, bool isUnwanted)
    {
        if (isUnwanted || BuildHost.Current is not { } host || IsOff(cmdlet.SessionState.PSVariable.GetValue(Preference)))
        {
            return null;
        }

        var action = cmdlet.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var given) ? given : cmdlet.SessionState.PSVariable.GetValue("ErrorActionPreference");
        return new BuildLog(cmdlet, host, LanguagePrimitives.TryConvertTo<ActionPreference>(action, out var known) ? known : ActionPreference.Continue);
    }

    /// <summary>The wait begins.</summary>
    public void Begin(string title)
    {
        if (!isOpen)
        {
            isOpen = true;
            Write(host.Begin(title));
        }
    }

    /// <summary>A run ended.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="isTold">Whether something else writes a line about it.</param>
    public void End(RunOutcome outcome, bool isTold)
    {
        ended.Add(outcome.Id);
        if (outcome.Error is not null)
        {
            failed.Add(outcome.Id);
        }

        if (!isTold)
        {
            Write(LogText.Line($"{RunLabel.Of(outcome)}: {outcome.Run?.Status ?? "not seen to end"}{(outcome.Run?.Duration is { } time ? $" after {time:c}" : string.Empty)}"));
        }
    }

    /// <summary>An error, unless whoever runs the cmdlet does not want to hear of errors.</summary>
    public void Issue(ErrorRecord record, bool isLast)
    {
        if (isLast || EndsWithError)
        {
            Fold();
        }

        if (isLast || errorAction is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore))
        {
            Issue(isError: true, record.FullyQualifiedErrorId.Split(',')[0], record.ErrorDetails?.Message ?? record.Exception.Message);
        }
    }

    /// <summary>How a run ended that is not reported as an error.</summary>
    public void Warn(RunOutcome outcome)
    {
        if (outcome.Error is { } error)
        {
            Issue(isError: false, error.ErrorId, error.Message);
        }
    }

    /// <summary>The wait is over; whoever called writes the summary, unless that was done.</summary>
    /// <param name="thing">What was waited for, e.g. <c>job group</c>.</param>
    /// <returns>False when it was over before.</returns>
    public bool Finish(string thing)
    {
        if (isFinished || !isOpen)
        {
            return false;
        }

        isFinished = true;
        Fold();
        var name = $"{thing.Replace(' ', '-')}-ids";
        Try("the outputs of the step", () => Write(host.SetOutput(new BuildOutput(name, ended))));
        Try("the outputs of the step", () => Write(host.SetOutput(new BuildOutput("failed-" + name, failed))));
        return true;
    }

    public void Summarise(string markdown) => Try("the summary of the step", () => Write(host.Summarise(markdown)));

    private void Issue(bool isError, string code, string message)
    {
        if (++issues <= MostIssues)
        {
            Write(host.Issue(isError, "Dataprep " + code, code, LogText.Harmless(message)));
        }
    }

    private void Fold()
    {
        if (isOpen && !isFolded)
        {
            isFolded = true;
            Write(host.End);
        }
    }

    // The service reads what the host writes, not what a script may take as output.
    private void Write(string? line)
    {
        if (line is not null)
        {
            cmdlet.WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST"]);
        }
    }

    private void Try(string what, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            cmdlet.WriteWarning($"{char.ToUpperInvariant(what[0])}{what.Substring(1)} could not be written: {e.Message}");
        }
    }

    private static bool IsOff(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => false,
        string text => text.Length > 0 && Off.Contains(text, StringComparer.OrdinalIgnoreCase),
        var other => !LanguagePrimitives.IsTrue(other),
    };
}
