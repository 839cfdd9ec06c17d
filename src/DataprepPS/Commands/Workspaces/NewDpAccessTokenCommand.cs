using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Workspaces;
using DataprepPS.Pipeline;
using DataprepPS.Sessions;

namespace DataprepPS.Commands;

/// <summary>Makes an access token. Its Value is shown this once, as a SecureString.</summary>
[Cmdlet(VerbsCommon.New, "DpAccessToken", DefaultParameterSetName = LifetimeSet, SupportsShouldProcess = true)]
[OutputType(typeof(AccessToken))]
public sealed class NewDpAccessTokenCommand : ReadAheadCommand
{
    private const string LifetimeSet = "Lifetime";
    private const string EndlessSet = "Endless";

    /// <summary>How long it is good: a time span, or a number of seconds.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = LifetimeSet, ValueFromPipelineByPropertyName = true)]
    [Seconds]
    [Duration]
    public TimeSpan Lifetime { get; set; }

    /// <summary>It is good for ever, where the workspace permits that.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EndlessSet)]
    public SwitchParameter NeverExpires { get; set; }

    /// <summary>What it is for, to be known by later.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Description { get; set; }

    /// <summary>The Value is a readable text. Whoever sees the output can act as you.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override async Task ProcessAsync()
    {
        TimeSpan? lifetime = NeverExpires ? null : Lifetime;
        var description = Description;
        var target = description is null ? "Access token" : $"Access token \"{description}\"";
        if (await ShouldProcessAsync(target, lifetime is { } time ? $"Create, good for {time:c}" : "Create, good for ever").ConfigureAwait(false))
        {
            await AddAsync(async () => Emit(await Client.AccessTokens.CreateAsync(lifetime, description, Calls).ConfigureAwait(false)), description, target).ConfigureAwait(false);
        }
    }

    private Func<Task> Emit(AccessToken token)
    {
        if (!AsPlainText)
        {
            return Write(token);
        }

        var shown = PSObject.AsPSObject(PlainObjects.ForOutput(token));
        shown.Members.Remove(nameof(AccessToken.Value));
        shown.Members.Add(new PSNoteProperty(nameof(AccessToken.Value), SecureStrings.Reveal(token.Value!)), preValidated: true);
        return () => WriteOneOfManyAsync(shown);
    }
}
