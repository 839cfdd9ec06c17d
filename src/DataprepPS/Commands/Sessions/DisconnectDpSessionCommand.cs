using System.Management.Automation;

using DataprepPS.Sessions;

namespace DataprepPS.Commands;

/// <summary>Ends a session.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "DpSession")]
[OutputType(typeof(void))]
public sealed class DisconnectDpSessionCommand : PSCmdlet
{
    /// <summary>The session to end. Without it, the current session of the runspace.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public DpSession? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var session = Session ?? SessionStore.Current;
        if (session is null)
        {
            WriteVerbose("There is no session to disconnect.");
            return;
        }

        session.Close();
    }
}
