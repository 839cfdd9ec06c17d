using System;
using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Hands everything that one user owns over to another: flows, connections and the rest.</summary>
[Cmdlet(VerbsCommon.Move, "DpUserAsset", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class MoveDpUserAssetCommand : ReadAheadCommand
{
    /// <summary>Who owns it now: the user, their id or their e-mail address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Person]
    [ValidateNotNullOrEmpty]
    public string From { get; set; } = string.Empty;

    /// <summary>Who gets it, in the same form: by id if the other is named by id, by address if by address.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Person]
    [ValidateNotNullOrEmpty]
    public string To { get; set; } = string.Empty;

    /// <summary>The workspace; without it, the session's own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Workspace")]
    [ResourceId("WorkspaceId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [OptionalId]
    public long? WorkspaceId { get; set; }

    /// <inheritdoc cref="NewCommand.Body"/>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Body { get; set; }

    // One after the other: what the first hands over may be the second's to hand on.
    private protected override int AtATime => 1;

    private protected override async Task ProcessAsync()
    {
        var (workspace, target) = (WorkspaceId, $"User {From}");
        if (await ShouldProcessAsync(target, $"Hand everything over to user {To}").ConfigureAwait(false))
        {
            var members = Members();
            await AddAsync(
                async () =>
                {
                    await Client.People.TransferAsync(workspace, members, Calls).ConfigureAwait(false);
                    return Nothing;
                },
                From,
                target).ConfigureAwait(false);
        }
    }

    private OrderedDictionary Members()
    {
        var members = new OrderedDictionary();
        var isById = long.TryParse(From, out var from);
        if (isById != long.TryParse(To, out var to))
        {
            throw new TerminatingErrorException(ErrorRecords.Invalid("DpWrongInput", $"\"{From}\" and \"{To}\" are named in two ways.", "Name both by id or both by e-mail address.", null));
        }

        (members[isById ? "fromPersonId" : "fromPersonEmail"], members[isById ? "toPersonId" : "toPersonEmail"]) = isById ? ((object)from, (object)to) : (From, To);
        Declared.Merge(members, Body);
        return members;
    }
}

/// <summary>Lets a parameter that names somebody by id or e-mail address take the user too.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PersonAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is null || IdInput.IsPlain(inputData) ? inputData
        : IdInput.Find(PSObject.AsPSObject(inputData), "PersonId") is { } id ? id
        : throw new ArgumentTransformationMetadataException("Name a user by id or e-mail address, or give the user.");
}
