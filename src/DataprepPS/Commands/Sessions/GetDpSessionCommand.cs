using System.Management.Automation;

using DataprepPS.Sessions;

namespace DataprepPS.Commands;

/// <summary>Shows the current session and what it knows of the server's quotas.</summary>
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
