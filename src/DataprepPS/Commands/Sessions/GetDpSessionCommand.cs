using System.Management.Automation;

using DataprepPS.Sessions;

namespace DataprepPS.Commands;

/// <summary>Shows the runspace's current session; nothing when there is none.</summary>
[Cmdlet(VerbsCommon.Get, "DpSession")]
[OutputType(typeof(DpSession))]
public sealed class GetDpSessionCommand : PSCmdlet
{
    /// <summary>A session to show instead of the current one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public DpSession? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if ((Session ?? SessionStore.Current) is { } session)
        {
            WriteObject(session);
        }
    }
}
