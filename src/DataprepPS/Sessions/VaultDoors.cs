using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Sessions;

/// <summary>
/// The ways of one session into the user's runspaces, where its vault is asked: the cmdlets that run just now. A
/// script goes to all of them, and the first to get to it does it. When none does, because their pipelines are busy
/// downstream or were stopped, a runspace of our own does: a token that was renewed must not be lost for that.
/// </summary>
internal sealed class VaultDoors
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly object sync = new();
    private readonly List<Door> doors = [];
    private readonly List<Job> waiting = [];

    /// <summary>A cmdlet begins: scripts may run on its pipeline thread until the door is closed.</summary>
    public IDisposable Open(Action<Action> post, CommandInvocationIntrinsics commands)
    {
        var door = new Door(this, post, commands);
        Job[] pending;
        lock (sync)
        {
            doors.Add(door);
            pending = [.. waiting];
        }

        foreach (var job in pending)
        {
            door.Offer(job);
        }

        return door;
    }

    /// <summary>Runs a script and answers what it wrote first.</summary>
    /// <exception cref="RuntimeException">The script failed.</exception>
    public async Task<PSObject?> RunAsync(string script, params object[] arguments)
    {
        var job = new Job(script, arguments);
        Door[] open;
        lock (sync)
        {
            waiting.Add(job);
            open = [.. doors];
        }

        try
        {
            // The one that began last first: the others may be waiting for it.
            for (var i = open.Length - 1; i >= 0; i--)
            {
                open[i].Offer(job);
            }

            using var timer = new Timer(static state => ((Job)state!).RunOutside(), job, open.Length == 0 ? TimeSpan.Zero : Patience, Timeout.InfiniteTimeSpan);
            return await job.Done.ConfigureAwait(false);
        }
        finally
        {
            lock (sync)
            {
                waiting.Remove(job);
            }
        }
    }

    private void Close(Door door)
    {
        lock (sync)
        {
            doors.Remove(door);
        }
    }

    private sealed class Door(VaultDoors owner, Action<Action> post, CommandInvocationIntrinsics commands) : IDisposable
    {
        public void Offer(Job job) => post(() => job.RunInside(commands));

        public void Dispose() => owner.Close(this);
    }

    /// <summary>One script, done once.</summary>
    private sealed class Job(string script, object[] arguments)
    {
        private readonly TaskCompletionSource<PSObject?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int isTaken;

        public Task<PSObject?> Done => done.Task;

        /// <summary>On the pipeline thread of a cmdlet.</summary>
        public void RunInside(CommandInvocationIntrinsics commands)
        {
            if (Interlocked.Exchange(ref isTaken, 1) != 0)
            {
                return;
            }

            try
            {
                var output = commands.InvokeScript(script, useNewScope: true, PipelineResultTypes.None, null, arguments);
                done.TrySetResult(output.Count > 0 ? output[0] : null);
            }
            catch (PipelineStoppedException)
            {
                // Ctrl+C ends the user's pipeline and everything in it; a token that has to be kept is not the user's business.
                isTaken = 0;
                ThreadPool.QueueUserWorkItem(static state => ((Job)state!).RunOutside(), this);
            }
            catch (Exception e)
            {
                done.TrySetException(e);
            }
        }

        /// <summary>In a runspace of our own.</summary>
        public void RunOutside()
        {
            if (Interlocked.Exchange(ref isTaken, 1) != 0)
            {
                return;
            }

            try
            {
                // The engine's own commands, and everything else by PSModulePath: a host need not have the console's modules.
                using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
                runspace.Open();
                using var shell = PowerShell.Create();
                shell.Runspace = runspace;
                shell.AddScript(script);
                foreach (var argument in arguments)
                {
                    shell.AddArgument(argument);
                }

                var output = shell.Invoke();
                done.TrySetResult(output.Count > 0 ? output[0] : null);
            }
            catch (Exception e)
            {
                done.TrySetException(e);
            }
        }
    }
}
