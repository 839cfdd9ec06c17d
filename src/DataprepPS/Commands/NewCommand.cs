using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>
/// The base of cmdlets that create objects and emit them as the server shows them afterwards. A derived class declares the
/// request's members as parameters, with <see cref="MemberAttribute"/>.
/// </summary>
/// <help>
/// Emits the {thing} as the server shows it afterwards. The API gives a creation no key of its own, so it is sent again only
/// when the server cannot have acted. When the reply is lost, the cmdlet looks for the one new {thing} that is as it was asked
/// for and emits it with a warning; when that is not clear it is the error DpOutcomeUnknown, which says what was seen.
/// </help>
public abstract class NewCommand : ReadAheadCommand
{
    /// <summary>More members of the request under the API's names, merged last, for what has no parameter.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Body { get; set; }

    private protected abstract IResourceClient Resources { get; }

    private protected override int AtATime => 8;

    private protected virtual string Change => "Create";

    private protected override async Task ProcessAsync()
    {
        // All of them now: when the first is under way, the parameters may be those of the next input.
        foreach (var members in Requests().ToList())
        {
            try
            {
                Complete(members);
            }
            catch (ArgumentException e)
            {
                await AddErrorAsync(ErrorRecords.Invalid("DpWrongInput", e.Message, $"See Get-Help {MyInvocation.MyCommand.Name} -Examples.", PlainObjects.WithoutSecrets(members))).ConfigureAwait(false);
                continue;
            }

            Declared.Merge(members, Body);
            var target = Target(members);
            if (await ShouldProcessAsync(target, Change).ConfigureAwait(false))
            {
                await AddAsync(async () => Write(await CreateAsync(members).ConfigureAwait(false)), PlainObjects.WithoutSecrets(members), target).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What an input asks for: one request, unless it says otherwise.</summary>
    private protected virtual IEnumerable<IDictionary> Requests() => [Declared.Members(this)];

    /// <summary>Adds what is not a parameter's value as it stands.</summary>
    private protected virtual void Complete(IDictionary members)
    {
    }

    private protected virtual Task<Resource> CreateAsync(IDictionary members) => Resources.CreateAsync(members, Calls);

    private protected virtual string Target(IDictionary members) => members["name"] is string name ? $"{Noun} \"{name}\"" : Noun;
}
