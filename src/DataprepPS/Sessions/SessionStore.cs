using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace DataprepPS.Sessions;

/// <summary>The current session of each runspace: parallel runspaces do not disturb one another.</summary>
internal static class SessionStore
{
    private static readonly ConditionalWeakTable<Runspace, Slot> Slots = new();

    public static DpSession? Current
    {
        get => Slots.GetOrCreateValue(Runspace.DefaultRunspace).Session is { IsConnected: true } session ? session : null;
        set => Slots.GetOrCreateValue(Runspace.DefaultRunspace).Session = value;
    }

    /// <summary>Closes this runspace's session, unless it was borrowed from another runspace.</summary>
    public static void Close()
    {
        if (Runspace.DefaultRunspace is null)
        {
            return;
        }

        Current?.Close();
        Current = null;
    }

    private sealed class Slot
    {
        public DpSession? Session { get; set; }
    }
}
