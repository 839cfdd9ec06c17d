using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;

namespace DataprepPS.Client.Resources;

/// <summary>
/// What can be done with every kind of object: read, list, create, change, remove, each with the truth about its outcome. A
/// resource gives its endpoints and its type; what only it can do stands beside.
/// </summary>
public abstract class ResourceClient<T> : ResourceClient, IResourceClient
    where T : Resource
{
    private readonly Func<JsonTypeInfo<T>> type;
    private readonly Lazy<LostCreation> lost;
    private volatile bool lacksList;

    // What the JSON type costs is paid at the first call, not by a session that never asks for this resource.
    private protected ResourceClient(SessionParts parts, ResourceEndpoints endpoints, Func<JsonTypeInfo<T>> type)
        : base(parts)
    {
        Endpoints = endpoints;
        this.type = type;
        lost = new Lazy<LostCreation>(() => new LostCreation(parts, endpoints.List, ListPathAsync, ListWords.Add("embed", Embeds, ','), Unwrapped, Noun));
    }

    internal ResourceEndpoints Endpoints { get; }

    private protected LostCreation Lost => lost.Value;

    /// <summary>The creations of this session that are under way, by name.</summary>
    private protected Turns<string> Creations { get; } = new();

    private protected JsonTypeInfo<T> Type => type();

    /// <inheritdoc/>
    public virtual string Noun => typeof(T).Name;

    /// <summary>What shows them, for advice.</summary>
    private protected virtual string LookCommand => $"Get-Dp{Noun}";

    /// <summary>What these objects may belong to.</summary>
    private protected virtual IReadOnlyList<Association<T>> Associations => [];

    /// <summary>What every read embeds, because without it an object does not show its name or where it belongs.</summary>
    private protected virtual IReadOnlyList<string> Embeds => [];

    /// <summary>Words without which the server refuses to list them.</summary>
    private protected virtual Query ListWords => new();

    /// <summary>What people call it: "imported dataset".</summary>
    private protected string Thing
    {
        get
        {
            var words = new StringBuilder();
            foreach (var letter in Noun)
            {
                words.Append(char.IsUpper(letter) && words.Length > 0 ? " " : string.Empty).Append(char.ToLowerInvariant(letter));
            }

            return words.ToString();
        }
    }

    /// <summary>Reads one. Where the API has no route for that, it is looked for in the list.</summary>
    /// <exception cref="ApiException">There is none of that id, or it was deleted.</exception>
    /// <exception cref="NotListedException">The list has none of that id.</exception>
    public virtual Task<T> GetAsync(long id, ReadOptions? options, CallContext context) => Endpoints.Get is { } get
        ? ReadAsync(ApiRequest.Get(get, id, new Query().Add(ReadOptions.With(options, Embeds))), Type, context)
        : FindAsync(id, options, context);

    /// <summary>Lists them, all unless told otherwise.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="options">Which part of the list.</param>
    /// <param name="visit">Gets each in order, is awaited before the next, and returns false to end.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="ArgumentException">They cannot be listed, or not by that parent.</exception>
    public virtual async Task ListAsync(ResourceQuery query, ListOptions? options, Func<T, Task<bool>> visit, CallContext context)
    {
        var association = query.Parent is { } parent ? AssociationOf(parent) : null;
        if (association?.Owner is { } owner)
        {
            await ListEmbeddedAsync(owner, association, query, options ?? new ListOptions(), visit, context).ConfigureAwait(false);
            return;
        }

        var words = WordsOf(query, association);
        options = options is { First: 0, OnTotal: not null } ? await CountedAsync(query, association, words, options, context).ConfigureAwait(false) : options;
        if (association?.List is { } ofParent)
        {
            await VisitAsync(ofParent, ofParent.At(query.Parent!.Id), words, options, OwnedOnly, context).ConfigureAwait(false);
            return;
        }

        var list = Endpoints.List ?? throw new ArgumentException($"The API has no list of all {Thing}s: name an id{string.Concat(Associations.Select(known => $" or a {known.Name}"))}.");
        if (!lacksList)
        {
            try
            {
                await VisitAsync(list, list.Path, words, options, OwnedOnly, context).ConfigureAwait(false);
                return;
            }
            catch (ApiException e) when (e.Kind == ErrorKind.NotAvailable && Endpoints.OtherList is not null)
            {
                lacksList = true;
            }
        }

        await VisitAsync(Endpoints.OtherList!, Endpoints.OtherList!.Path, words, options, OwnedOnly, context).ConfigureAwait(false);

        Task<bool> OwnedOnly(T row) => association is null ? visit(row) : VisitOwnAsync(association, query.Parent!.Id, row, visit);
    }

    /// <summary>Creates one and reads it as the server shows it afterwards.</summary>
    /// <param name="members">The request's members under the API's names.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been created.</exception>
    public virtual Task<T> CreateAsync(IDictionary members, CallContext context) =>
        CreateAsync(Endpoints.Create!, Endpoints.Create!.Path, Body(members), context);

    /// <summary>Changes those members that are given.</summary>
    /// <param name="id">Which one.</param>
    /// <param name="members">The request's members under the API's names.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been changed.</exception>
    public virtual Task UpdateAsync(long id, IDictionary members, CallContext context) =>
        UpdateAsync(Endpoints.Update!, Endpoints.Update!.At(id), id, Body(members), context);

    /// <summary>Removes one.</summary>
    /// <exception cref="AlreadyGoneException">It was not there.</exception>
    /// <exception cref="OutcomeUnknownException">It may have been removed.</exception>
    public virtual Task RemoveAsync(long id, CallContext context) =>
        RemoveAsync(new ApiRequest(Endpoints.Delete!, Endpoints.Delete!.At(id)), looking => IsGoneAsync(id, looking), $"Look whether it is still there: {LookCommand} {id}.", context);

    async Task<Resource> IResourceClient.GetAsync(long id, ReadOptions? options, CallContext context) => await GetAsync(id, options, context).ConfigureAwait(false);

    Task IResourceClient.ListAsync(ResourceQuery query, ListOptions? options, Func<Resource, Task<bool>> visit, CallContext context) => ListAsync(query, options, visit, context);

    async Task<Resource> IResourceClient.CreateAsync(IDictionary members, CallContext context) => await CreateAsync(members, context).ConfigureAwait(false);

    /// <summary>Creates one by any endpoint whose reply is the new object, e.g. a copy.</summary>
    private protected async Task<T> CreateAsync(Endpoint endpoint, string path, JsonObject body, CallContext context)
    {
        using var turn = Creations.Begin(LostCreation.NameOf(body) ?? body.ToJsonString());
        var started = Time.GetTimestamp();
        var created = await ChangeAsync(
            new ApiRequest(endpoint, path) { Content = ApiRequest.Json(body) },
            response => ReplyReader.Identified(response, Type),
            $"Look at {LookCommand}{(LostCreation.NameOf(body) is { } name ? $" -Name '{name.Replace("'", "''")}'" : string.Empty)} before you do it again.",
            () => FindCreatedAsync(body, started, turn, context.WithRetryTime(LookRetryTime)),
            context).ConfigureAwait(false);
        Lost.Claim(created.Id);
        return Endpoints.Get is null ? created : await ReadBackAsync(created, context).ConfigureAwait(false);
    }

    private protected async Task UpdateAsync(Endpoint endpoint, string path, long id, JsonObject body, CallContext context)
    {
        await ChangeAsync(
            new ApiRequest(endpoint, path) { Content = ApiRequest.Json(body) },
            response => ReplyReader.Changed(response, id),
            $"Look at it: {LookCommand} {id}. Setting the same again does no harm.",
            async () => await ShowsAsync(id, body, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false) switch
            {
                true => new Settled<object>(this, $"{Thing} {id} shows what was set."),
                false => new Settled<object>(null, $"{Thing} {id} does not show it."),
                null => new Settled<object>(null, null),
            },
            context).ConfigureAwait(false);
    }

    /// <summary>Visits a list whose rows are the objects.</summary>
    private protected virtual Task VisitAsync(Endpoint list, string path, Query words, ListOptions? options, Func<T, Task<bool>> visit, CallContext context) =>
        ListAsync(list, path, words, Type, options, visit, context);

    /// <summary>The object in a list's row or in a reply to a read, with what a request says about it at its top.</summary>
    private protected virtual JsonElement Unwrapped(JsonElement row) => row;

    /// <summary>True when the server says that there is none of that id; null when it does not say.</summary>
    private protected virtual async Task<bool?> IsGoneAsync(long id, CallContext context)
    {
        if (Endpoints.Get is null && Endpoints.List is null)
        {
            return null;
        }

        try
        {
            await GetAsync(id, null, context).ConfigureAwait(false);
            return false;
        }
        catch (DataprepException e) when (e.Kind == ErrorKind.NotFound)
        {
            return true;
        }
    }

    /// <summary>The path of the list of all of them.</summary>
    private protected virtual Task<string> ListPathAsync(CallContext context) => Task.FromResult(Endpoints.List!.Path);

    private async Task<bool?> ShowsAsync(long id, JsonObject body, CallContext context)
    {
        var shown = Endpoints switch
        {
            { Get: { } get } => await Transport.SendAsync(ApiRequest.Get(get, id, new Query().Add("embed", Embeds, ',')), response => ReplyReader.Object(response, DataprepJson.Default.AnyResource), context).ConfigureAwait(false),
            { List: not null } => await FirstAsync(await ListPathAsync(context).ConfigureAwait(false), null, DataprepJson.Default.AnyResource, id, context).ConfigureAwait(false),
            _ => null,
        };
        return shown is null ? null : SentMembers.Compare(body, Unwrapped(shown.Element)) is { Differing: 0, Equal: > 0 };
    }

    private async Task<T> FindAsync(long id, ReadOptions? options, CallContext context) =>
        await FirstAsync(await ListPathAsync(context).ConfigureAwait(false), options, Type, id, context).ConfigureAwait(false)
        ?? throw new NotListedException($"There is no {Thing} {id} among those that the server lists.");

    private async Task<TRow?> FirstAsync<TRow>(string path, ReadOptions? options, JsonTypeInfo<TRow> type, long id, CallContext context)
        where TRow : Resource
    {
        TRow? found = null;
        await ListAsync(
            Endpoints.List!,
            path,
            ListWords.Add(ReadOptions.With(options, Embeds)),
            type,
            null,
            row =>
            {
                found = row.Id == id ? row : found;
                return Task.FromResult(found is null);
            },
            context).ConfigureAwait(false);
        return found;
    }

    /// <summary>Looks for what a creation made whose reply was lost.</summary>
    private protected virtual async Task<Settled<T>> FindCreatedAsync(JsonObject body, long started, Turns<string>.Turn turn, CallContext context)
    {
        var sought = new Sought(LostCreation.NameOf(body), row => SentMembers.Compare(body, row) is { Differing: 0, Equal: > 0 });
        var (ids, seen) = await Lost.FindAsync([sought], started, () => turn.IsShared, context, OwnersLook(body)).ConfigureAwait(false);
        return new Settled<T>(ids is null ? null : await GetAsync(ids[0], null, context).ConfigureAwait(false), seen);
    }

    // What has no list of its own is seen in its owner, whose id the request names: flowId.
    private Func<CallContext, Task<SeenRows>>? OwnersLook(JsonObject body)
    {
        var association = Endpoints.List is null ? Associations.FirstOrDefault(association => association.Owner is not null && OwnerIn(body, association) is not null) : null;
        return association is null ? null : context => Transport.SendAsync(
            ApiRequest.Get(association.Owner!, OwnerIn(body, association)!.Value, new Query().Add("embed", association.Embed)),
            response => new SeenRows([.. ReplyReader.Embedded(response, association.Embed!, DataprepJson.Default.AnyResource).Select(row => row.Element)], response.Date),
            context);
    }

    private static long? OwnerIn(JsonObject body, Association<T> association) =>
        body[char.ToLowerInvariant(association.Name[0]) + association.Name.Substring(1)] is JsonValue value && value.TryGetValue<long>(out var id) ? id : null;

    // It was created: that it cannot be read just now takes nothing from that.
    private protected async Task<T> ReadBackAsync(T created, CallContext context)
    {
        try
        {
            return await GetAsync(created.Id, null, context).ConfigureAwait(false);
        }
        catch (DataprepException e) when (e.Kind != ErrorKind.Authentication)
        {
            context.Observer?.Warn($"{char.ToUpperInvariant(Thing[0])}{Thing.Substring(1)} {created.Id} was created, but could not be read afterwards: {e.Message}");
            return created;
        }
    }

    private async Task ListEmbeddedAsync(Endpoint owner, Association<T> association, ResourceQuery query, ListOptions options, Func<T, Task<bool>> visit, CallContext context)
    {
        if (query.Filter is not null)
        {
            throw new ArgumentException($"The {Thing}s of one object cannot be filtered by a text: they come with it.");
        }

        var rows = await Transport.SendAsync(
            ApiRequest.Get(owner, query.Parent!.Id, query.EmbeddedAs(association.Embed!, Embeds)),
            response => ReplyReader.Embedded(response, association.Embed!, Type),
            context).ConfigureAwait(false);
        var own = rows.Where(row => association.Owns(query.Parent.Id, row)).ToList();
        options.OnTotal?.Invoke(own.Count);
        foreach (var row in own.Where((_, index) => index >= options.Skip && index < options.Skip + (options.First ?? long.MaxValue / 2)))
        {
            if (!await VisitOwnAsync(association, query.Parent.Id, row, visit).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private static Task<bool> VisitOwnAsync(Association<T> association, long parent, T row, Func<T, Task<bool>> visit)
    {
        if (!association.Owns(parent, row))
        {
            return Task.FromResult(true);
        }

        association.Adopt?.Invoke(row, parent);
        return visit(row);
    }

    private Association<T> AssociationOf(ResourceParent parent) =>
        Associations.FirstOrDefault(association => association.Name == parent.Name)
        ?? throw new ArgumentException($"A {Thing} cannot be found by a {parent.Name}.");

    private Query WordsOf(ResourceQuery query, Association<T>? association)
    {
        var words = query.ToQuery([.. Embeds, .. association?.Embed is { } embed ? [embed] : Array.Empty<string>()]);
        return association?.Word is { } word ? words.Add(word, query.Parent!.Id) : words;
    }

    // Only the number is wanted: the API has routes for that.
    private async Task<ListOptions> CountedAsync(ResourceQuery query, Association<T>? association, Query words, ListOptions options, CallContext context)
    {
        if (association is not null && association.List is null && association.Word is null)
        {
            return options;
        }

        var counts = association is null ? [Endpoints.Count, Endpoints.OtherCount] : new[] { association.Count };
        foreach (var count in counts.OfType<Endpoint>())
        {
            try
            {
                var path = association?.List is null ? count.Path : count.At(query.Parent!.Id);
                if (await Transport.SendAsync(new ApiRequest(count, path, words), response => ReplyReader.Count(response, words.Kinds), context).ConfigureAwait(false) is { } total)
                {
                    options.OnTotal!(total);
                    return new ListOptions { First = 0 };
                }
            }
            catch (ApiException e) when (e.Kind is ErrorKind.NotAvailable or ErrorKind.InvalidInput)
            {
                // A release without that route: a list tells its length too.
            }
        }

        return options;
    }
}
