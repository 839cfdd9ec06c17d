using System;
using System.Linq;
using Xunit;

namespace DataprepPS.Engine.Tests.Support;

/// <summary>Ctrl+C while a script does something: it comes back at once, and nothing is left of it.</summary>
internal static class Stopping
{
    private const int Attempts = 5;

    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(300);

    /// <summary>Starts a script, stops it when it is where it should be, and looks at what is left.</summary>
    /// <param name="shell">Where.</param>
    /// <param name="script">What to stop.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="prepare">What the server does to it.</param>
    /// <param name="isThere">Whether it has come to where it is to be stopped; when it is left out, once it has asked anything.</param>
    /// <param name="drops">Whether a request is under way that must end with it.</param>
    public static void ComesBackAtOnce(Shell shell, string script, object?[] arguments, Action<Emulator>? prepare = null, Func<Emulator, bool>? isThere = null, bool drops = false)
    {
        var best = TimeSpan.MaxValue;
        // Best of a few: a busy machine is not the module's fault.
        for (var attempt = 0; attempt < Attempts && best > Enough; attempt++)
        {
            shell.Server.Reset();
            prepare?.Invoke(shell.Server);
            using var running = shell.Start(script, arguments);
            RunningScript.Until(() => running.IsCompleted || (isThere?.Invoke(shell.Server) ?? shell.Server.Requests().Count > 0), "the place to stop it at");
            var (result, took) = running.Stop();
            Assert.Empty(result.Errors);
            best = took < best ? took : best;
            if (drops)
            {
                RunningScript.Until(() => shell.Server.Requests().Any(request => request.ClientDropped), "the dropped connection");
            }
        }

        Assert.True(best <= Enough, $"the best took {best.TotalMilliseconds} ms");
        shell.Server.Mend();
        // In a session of its own, since the gate of the other may be closed; the runspace serves it as if nothing had been.
        shell.Connect();
        Assert.Equal(3, shell.Run("Get-DpJobGroup 3").One.Id());
    }
}
