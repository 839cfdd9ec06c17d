using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Builds;
using DataprepPS.Client;
using DataprepPS.Client.Http;
using DataprepPS.Pipeline;
using DataprepPS.Sessions;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that talk to a server: finds the session and shows what its calls do.</summary>
public abstract class SessionCommand : AsyncCommand
{
    private DpSession? active;
    private CallContext? calls;
    private ProgressDisplay? progress;
    private VaultDoors? doors;
    private IDisposable? door;

    /// <summary>
    /// The session to use. Without it, the current session of the runspace is used. When there is none and the environment
    /// variable DATAPREP_TOKEN is set, the cmdlet connects by itself.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public DpSession? Session { get; set; }

    private protected DataprepClient Client => active!.Client;

    private protected CallContext Calls => calls!;

    private protected ProgressDisplay Progress => progress ??= new ProgressDisplay(this, Post);

    private protected sealed override void Begin()
    {
        calls = new CallContext(Abort, new CommandObserver(
            message => Post(() => WriteWarning(LogText.ForLog(message))),
            line => Post(() => WriteVerbose(LogText.ForLog(line))),
            IsVerbose,
            (text, seconds) => Progress.Status(text, seconds)));
        active = Session ?? SessionStore.Current;
        if (active is { IsConnected: false })
        {
            ThrowTerminatingError(NotConnected($"The session with {active.BaseUri.Host} was disconnected."));
        }

        if (active is null && !SessionConnector.IsEnvironmentSet)
        {
            ThrowTerminatingError(NotConnected("There is no session."));
        }

        doors = active?.Doors ?? new VaultDoors();
        door = doors.Open(Post, InvokeCommand);
    }

    private protected sealed override async Task BeginAsync()
    {
        active ??= await ConnectFromEnvironmentAsync().ConfigureAwait(false);
        await StartAsync().ConfigureAwait(false);
    }

    /// <summary>Runs once there is a session, before the first input.</summary>
    private protected virtual Task StartAsync() => Task.CompletedTask;

    private protected override void AfterHook() => progress?.Complete();

    /// <summary>
    /// Reports an error of one input and lets the others go on; a refused token or a closed session ends everything, because the
    /// others would only meet it too.
    /// </summary>
    private protected Task ReportAsync(DataprepException error, object? target, string? subject = null)
    {
        var record = ErrorRecords.From(error, target, subject);
        return error.Kind is ErrorKind.Authentication or ErrorKind.NotConnected
            ? throw new TerminatingErrorException(record)
            : WriteErrorAsync(record);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            door?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<DpSession> ConnectFromEnvironmentAsync()
    {
        try
        {
            var origin = (await SessionConnector.FindInEnvironmentAsync(doors!).ConfigureAwait(false))!;
            var options = new DataprepClientOptions
            {
                BaseUri = SessionConnector.BaseUriFor(origin, null),
                Token = origin.Token,
                RefreshToken = origin.RefreshToken,
                TokenStore = origin.Store,
                ClientId = origin.ClientId,
                TokenEndpoint = origin.TokenEndpoint,
            };
            if (origin.Warning is { } warning)
            {
                Post(() => WriteWarning(warning));
            }

            // Without a check: the first real call tells soon enough whether the token is good.
            var session = await SessionConnector.ConnectAsync(options, doors!, check: false, Calls).ConfigureAwait(false);
            await InvokeAsync(() =>
            {
                SessionStore.Current = session;
                WriteVerbose($"Connected to {session.BaseUri} with {origin.Description}.");
                return true;
            }).ConfigureAwait(false);
            return session;
        }
        catch (ArgumentException e)
        {
            throw new TerminatingErrorException(NotConnected(e.Message));
        }
    }

    private static ErrorRecord NotConnected(string why) =>
        ErrorRecords.NotConnected(why, "Connect with Connect-DpSession, or set the environment variable DATAPREP_TOKEN.");
}
