using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;
using Xunit;

namespace DataprepPS.Engine.Tests.Support;

/// <summary>A script under way, to be stopped as Ctrl+C does it.</summary>
internal sealed class RunningScript : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly PowerShell powershell;
    private readonly PSDataCollection<PSObject?> output = [];
    private readonly IAsyncResult end;

    public RunningScript(PowerShell powershell)
    {
        this.powershell = powershell;
        end = powershell.BeginInvoke<PSObject?, PSObject?>(null, output);
    }

    public bool IsCompleted => end.IsCompleted;

    /// <summary>How many objects it has written until now.</summary>
    public int Count => output.Count;

    // Only at the end: to look at an open collection is to wait for its end.
    private Result Written => Result.Of(powershell, [.. output], powershell.InvocationStateInfo.Reason is RuntimeException { ErrorRecord: var record } ? record : null);

    /// <summary>Stops it, and tells what it had written and how long that took.</summary>
    public (Result Result, TimeSpan Took) Stop()
    {
        if (IsCompleted)
        {
            Assert.Fail("It ended before it was stopped: " + string.Join(" ", Written.AllErrors));
        }

        var watch = Stopwatch.StartNew();
        var stop = powershell.BeginStop(null, null);
        Assert.True(stop.AsyncWaitHandle.WaitOne(Patience), "it does not stop");
        var took = watch.Elapsed;
        Assert.Equal(PSInvocationState.Stopped, powershell.InvocationStateInfo.State);
        return (Written, took);
    }

    /// <summary>Waits for its end.</summary>
    public Result Finish()
    {
        Assert.True(end.AsyncWaitHandle.WaitOne(Patience), "it does not end");
        return Written;
    }

    /// <summary>Looks again and again until something is so.</summary>
    public static void Until(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < Patience, $"waited in vain for {what}");
            Thread.Sleep(5);
        }
    }

    public void Dispose()
    {
        if (!IsCompleted)
        {
            powershell.Stop();
        }

        powershell.Dispose();
    }
}
