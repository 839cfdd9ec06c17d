using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Workspaces;

namespace DataprepPS.Commands;

/// <summary>Reads access tokens of the user: one by id, an OAuth 2.0 token by its Sid, or all. Never their values.</summary>
[Cmdlet(VerbsCommon.Get, "DpAccessToken", DefaultParameterSetName = ListSet)]
[OutputType(typeof(AccessToken), typeof(OAuth2Token))]
public sealed class GetDpAccessTokenCommand : TextIdCommand
{
    private const string ListSet = "List";
    private const string SidSet = "Sid";

    /// <summary>Ids of tokens, which are text and no secret.</summary>
    [Parameter(Position = 0, ParameterSetName = ListSet)]
    [Alias("AccessTokenId", "TokenId")]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Ids of OAuth 2.0 tokens.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SidSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Sid { get; set; }

    /// <summary>What an OAuth 2.0 token is good for.</summary>
    [Parameter(ParameterSetName = SidSet)]
    [ValidateSet("Workspace", "Billing Account")]
    public string Type { get; set; } = "Workspace";

    private protected override string[]? Ids => Sid ?? Id;

    private protected override IReadOnlyList<string> IdAliases => ["TokenId"];

    private protected override bool NeedsId => false;

    private protected override async Task<Func<Task>> WorkAsync(string id, PSObject? input) => Sid is null
        ? Write(await Client.AccessTokens.GetAsync(id, Calls).ConfigureAwait(false))
        : Write(await Client.AccessTokens.GetOAuth2Async(id, Type, Calls).ConfigureAwait(false));

    private protected override async Task EndAsync()
    {
        if (Ids is null && !MyInvocation.ExpectingInput)
        {
            await AddAsync(async () => Write(await Client.AccessTokens.ListAsync(Calls).ConfigureAwait(false)), null, null).ConfigureAwait(false);
        }

        await base.EndAsync().ConfigureAwait(false);
    }
}
