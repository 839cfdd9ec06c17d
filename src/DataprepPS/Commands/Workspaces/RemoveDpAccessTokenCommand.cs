using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;

namespace DataprepPS.Commands;

/// <summary>Removes access tokens: whoever uses one is refused from then on. One that is not there is an error of its own id, DpAlreadyGone.</summary>
[Cmdlet(VerbsCommon.Remove, "DpAccessToken", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpAccessTokenCommand : TextIdCommand
{
    /// <summary>Ids of tokens, which are text and no secret.</summary>
    [Parameter(Position = 0)]
    [Alias("AccessTokenId", "TokenId")]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    private protected override string[]? Ids => Id;

    private protected override IReadOnlyList<string> IdAliases => ["TokenId"];

    private protected override string Change => "Remove";

    private protected override int AtATime => 8;

    private protected override async Task<Func<Task>> WorkAsync(string id, PSObject? input)
    {
        await Client.AccessTokens.RemoveAsync(id, Calls).ConfigureAwait(false);
        return Nothing;
    }
}
