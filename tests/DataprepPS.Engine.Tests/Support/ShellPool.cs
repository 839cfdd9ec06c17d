using System.Collections.Concurrent;

namespace DataprepPS.Engine.Tests.Support;

/// <summary>
/// Shells that no test uses just now, by the options of their emulators. To start an emulator and to import the module takes a
/// second, a test some milliseconds; and no two tests that run at once see each other's requests.
/// </summary>
internal static class ShellPool
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<Shell>> Free = new();

    public static Shell? Take(string server) => Free.TryGetValue(server, out var shells) && shells.TryTake(out var shell) ? shell : null;

    public static void Return(string server, Shell shell)
    {
        shell.Run("Disconnect-DpSession");
        shell.Runspace.ResetRunspaceState();
        Free.GetOrAdd(server, static _ => []).Add(shell);
    }
}
