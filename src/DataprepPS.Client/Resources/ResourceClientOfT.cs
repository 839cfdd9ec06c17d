using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text;
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
    private readonly Turns<string> creations = new();

    // What the JSON type costs is paid at the first call, not by a session that never asks for this resource.
    private protected ResourceClient(SessionParts parts, ResourceEndpoints endpoints, Func<JsonTypeInfo<T>> type)
        : base(parts)
    {
        Endpoints = endpoints;
        this.type = type;
        lost = new Lazy<LostCreation>(() => new LostCreation(parts, endpoints.List, Noun));
    }

    internal ResourceEndpoints Endpoints { get; }

    private protected JsonTypeInfo<T> Type => type();

    /// <inheritdoc/>
    public virtual string Noun => typeof(T).Name;

    /// <summary>What these objects may belong to.</summary>
    private protected virtual IReadOnlyList<Association<T>> Associations => [];

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
        ? ReadAsync(ApiRequest.Get(get, id, new Query().Add(options)), Type, context)
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

        var list = association?.List ?? Endpoints.List ?? throw new ArgumentException($"The API has no list of {Thing}s: name an id.");
        var words = WordsOf(query, association);
        options = options is { First: 0, OnTotal: not null } ? await CountedAsync(query, association, words, options, context).ConfigureAwait(false) : options;
        await ListAsync(
            list,
            association?.List is null ? list.Path : list.At(query.Parent!.Id),
            words,
            Type,
            options,
            row => association is null ? visit(row) : VisitOwnAsync(association, query.Parent!.Id, row, visit),
            context).ConfigureAwait(false);
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
        RemoveAsync(new ApiRequest(Endpoints.Delete!, Endpoints.Delete!.At(id)), looking => IsGoneAsync(id, looking), $"Look whether it is still there: Get-Dp{Noun} {id}.", context);

    async Task<Resource> IResourceClient.GetAsync(long id, ReadOptions? options, CallContext context) => await GetAsync(id, options, context).ConfigureAwait(false);

    Task IResourceClient.ListAsync(ResourceQuery query, ListOptions? options, Func<Resource, Task<bool>> visit, CallContext context) => ListAsync(query, options, visit, context);

    async Task<Resource> IResourceClient.CreateAsync(IDictionary members, CallContext context) => await CreateAsync(members, context).ConfigureAwait(false);

    /// <summary>Creates one by any endpoint whose reply is the new object, e.g. a copy.</summary>
    private protected async Task<T> CreateAsync(Endpoint endpoint, string path, JsonObject body, CallContext context)
    {
        using var turn = creations.Begin(LostCreation.NameOf(body) ?? body.ToJsonString());
        var started = Time.GetTimestamp();
        var created = await ChangeAsync(
            new ApiRequest(endpoint, path) { Content = ApiRequest.Json(body) },
            response => ReplyReader.Identified(response, Type),
            $"Look at Get-Dp{Noun}{(LostCreation.NameOf(body) is { } name ? $" -Name '{name.Replace("'", "''")}'" : string.Empty)} before you do it again.",
            () => FindCreatedAsync(body, started, turn, context.WithRetryTime(LookRetryTime)),
            context).ConfigureAwait(false);
        lost.Value.Claim(created.Id);
        return Endpoints.Get is null ? created : await ReadBackAsync(created, context).ConfigureAwait(false);
    }

    private protected async Task UpdateAsync(Endpoint endpoint, string path, long id, JsonObject body, CallContext context)
    {
        await ChangeAsync(
            new ApiRequest(endpoint, path) { Content = ApiRequest.Json(body) },
            response => ReplyReader.Changed(response, id),
            $"Look at it: Get-Dp{Noun} {id}. Setting the same again does no harm.",
            async () => await ShowsAsync(id, body, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false) switch
            {
                true => new Settled<object>(this, $"{Thing} {id} shows what was set."),
                false => new Settled<object>(null, $"{Thing} {id} does not show it."),
                null => new Settled<object>(null, null),
            },
            context).ConfigureAwait(false);
    }

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
            { Get: { } get } => await Transport.SendAsync(ApiRequest.Get(get, id), response => ReplyReader.Object(response, DataprepJson.Default.AnyResource), context).ConfigureAwait(false),
            { List: not null } => await FirstAsync(await ListPathAsync(context).ConfigureAwait(false), null, DataprepJson.Default.AnyResource, id, context).ConfigureAwait(false),
            _ => null,
        };
        return shown is null ? null : SentMembers.Compare(body, shown.Element) is { Differing: 0, Equal: > 0 };
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
            new Query().Add(options),
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

    private async Task<Settled<T>> FindCreatedAsync(JsonObject body, long started, Turns<string>.Turn turn, CallContext context)
    {
        var path = Endpoints.List is null ? null : await ListPathAsync(context).ConfigureAwait(false);
        var (id, seen) = await lost.Value.FindAsync(path, body, started, () => turn.IsShared, context).ConfigureAwait(false);
        return new Settled<T>(id is { } found ? await GetAsync(found, null, context).ConfigureAwait(false) : null, seen);
    }

    // It was created: that it cannot be read just now takes nothing from that.
    private async Task<T> ReadBackAsync(T created, CallContext context)
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
            ApiRequest.Get(owner, query.Parent!.Id, query.EmbeddedAs(association.Embed!)),
            response => ReplyReader.Embedded(response, association.Embed!, Type),
            context).ConfigureAwait(false);
        options.OnTotal?.Invoke(rows.Count);
        foreach (var row in rows.Where((_, index) => index >= options.Skip && index < options.Skip + (options.First ?? long.MaxValue / 2)))
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

    private static Query WordsOf(ResourceQuery query, Association<T>? association)
    {
        if (association is null)
        {
            return query.ToQuery();
        }

        var words = query.ToQuery();
        if (association.Word is { } word)
        {
            words.Add(word, query.Parent!.Id);
        }

        // Beside what somebody asked to be embedded, this would replace it.
        return association.Embed is { } embed && query.Read?.Embed is null ? words.Add("embed", embed) : words;
    }

    // Only the number is wanted: the API has routes for that.
    private async Task<ListOptions> CountedAsync(ResourceQuery query, Association<T>? association, Query words, ListOptions options, CallContext context)
    {
        var count = association is null ? Endpoints.Count : association.Count;
        if (count is null || (association is not null && association.List is null && association.Word is null))
        {
            return options;
        }

        try
        {
            var path = query.Parent is { } parent && association?.List is not null ? count.At(parent.Id) : count.Path;
            if (await Transport.SendAsync(new ApiRequest(count, path, words), ReplyReader.Count, context).ConfigureAwait(false) is { } total)
            {
                options.OnTotal!(total);
                return new ListOptions { First = 0 };
            }
        }
        catch (ApiException e) when (e.Kind is ErrorKind.NotAvailable or ErrorKind.InvalidInput)
        {
            // A release without that route: a list tells its length too.
        }

        return options;
    }
}
