using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Permissions;

/// <summary>Who may use the objects of one kind: shares them, lists who has them, takes them back.</summary>
public sealed class PermissionClient : ResourceClient
{
    private readonly PermissionEndpoints endpoints;
    private readonly Func<long, Permission> make;
    private volatile bool refusesPeople;

    /// <param name="parts">The session's.</param>
    /// <param name="endpoints">The kind's.</param>
    /// <param name="make">An empty permission of one object.</param>
    internal PermissionClient(SessionParts parts, PermissionEndpoints endpoints, Func<long, Permission> make)
        : base(parts)
    {
        this.endpoints = endpoints;
        this.make = make;
    }

    /// <summary>Lists who has an object.</summary>
    /// <param name="id">The object.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="ApiException">There is none of that id, or this release does not tell.</exception>
    public async Task<IReadOnlyList<Permission>> ListAsync(long id, CallContext context)
    {
        try
        {
            return await ListAsync(id, refusesPeople ? null : "person", context).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Kind == ErrorKind.InvalidInput && !refusesPeople)
        {
            // Nobody documents what this list embeds. If that was not the reason, the next call is refused too.
            var shown = await ListAsync(id, null, context).ConfigureAwait(false);
            refusesPeople = true;
            return shown;
        }
    }

    /// <summary>Shares an object with people, or changes the role of those who have it.</summary>
    /// <param name="id">The object.</param>
    /// <param name="people">With whom.</param>
    /// <param name="role">What they may do.</param>
    /// <param name="context">Who asks.</param>
    /// <returns>What they have now, as the server shows it afterwards; where it does not, as its reply says.</returns>
    /// <exception cref="OutcomeUnknownException">It may have been shared.</exception>
    public async Task<IReadOnlyList<Permission>> GrantAsync(long id, IReadOnlyList<Grantee> people, string role, CallContext context)
    {
        var given = await ChangeAsync(
            new ApiRequest(endpoints.Share, endpoints.Share.At(id))
            {
                Content = ApiRequest.Json(new JsonObject { ["data"] = new JsonArray([.. people.Select(person => endpoints.Entry(person, role))]) }),
            },
            response => Read(id, response),
            $"{LookAt(id)} Giving the same again does no harm.",
            async () =>
            {
                var (theirs, all) = await ShownAsync(context.WithRetryTime(LookRetryTime)).ConfigureAwait(false);
                return theirs.Count(permission => string.Equals(permission.Role, role, StringComparison.OrdinalIgnoreCase)) >= people.Count
                    ? new Settled<IReadOnlyList<Permission>>(theirs, $"{endpoints.Thing} {id} is shown with {string.Join(", ", theirs)}.")
                    : new Settled<IReadOnlyList<Permission>>(null, $"{endpoints.Thing} {id} is shown with {(all.Count == 0 ? "nobody" : string.Join(", ", all))}.");
            },
            context).ConfigureAwait(false);
        try
        {
            var (theirs, _) = await ShownAsync(context).ConfigureAwait(false);
            return theirs.Count >= people.Count ? theirs : given;
        }
        catch (DataprepException e) when (e.Kind != ErrorKind.Authentication)
        {
            // Not every release shows who has an object. It was shared all the same.
            return given;
        }

        async Task<(IReadOnlyList<Permission> Theirs, IReadOnlyList<Permission> All)> ShownAsync(CallContext looking)
        {
            var all = await ListAsync(id, looking).ConfigureAwait(false);
            return ([.. all.Where(permission => people.Any(person => person.Is(permission)))], all);
        }
    }

    /// <summary>Takes an object back from somebody.</summary>
    /// <param name="id">The object.</param>
    /// <param name="person">From whom; an address is looked for among those who have it.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="AlreadyGoneException">They did not have it.</exception>
    /// <exception cref="ArgumentException">The server does not show whose address it is.</exception>
    /// <exception cref="OutcomeUnknownException">It may have been taken back.</exception>
    public async Task RevokeAsync(long id, Grantee person, CallContext context)
    {
        var personId = person.PersonId ?? await FindAsync(id, person, context).ConfigureAwait(false);
        await RemoveAsync(
            new ApiRequest(endpoints.Remove, endpoints.Remove.At(id, personId)),
            async looking => (await ListAsync(id, looking).ConfigureAwait(false)).All(permission => permission.PersonId != personId),
            LookAt(id),
            context).ConfigureAwait(false);
    }

    private async Task<long> FindAsync(long id, Grantee person, CallContext context)
    {
        var shown = await ListAsync(id, context).ConfigureAwait(false);
        return shown.FirstOrDefault(person.Is)?.PersonId ?? throw (shown.Any(permission => permission.Email is null)
            ? new ArgumentException($"The server does not show the addresses of all who have {endpoints.Thing} {id}: name the person by id.")
            : new AlreadyGoneException($"{endpoints.Thing} {id} is not shared with {person}."));
    }

    private Task<IReadOnlyList<Permission>> ListAsync(long id, string? embed, CallContext context) =>
        Transport.SendAsync(ApiRequest.Get(endpoints.List, id, new Query().Add("embed", embed)), response => Read(id, response), context);

    private string LookAt(long id) => $"Look at who has it: Get-Dp{endpoints.Thing}Permission {id}.";

    private IReadOnlyList<Permission> Read(long id, ApiResponse response) =>
    [
        .. ReplyReader.List(response, DataprepJson.Default.AnyResource).Items.Select(row =>
        {
            var permission = make(id);
            permission.Read(row.Element.ValueKind == JsonValueKind.Object ? row.Element : throw ReplyReader.Invalid(response, "a row of the list is no object"));
            return permission;
        }),
    ];
}
