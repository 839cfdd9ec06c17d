using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>A condition that a list puts on rows when a query parameter is sent.</summary>
internal sealed record Filter(string Parameter, Func<Call, string, Func<Row, bool>> Condition)
{
    /// <summary>Rows whose member refers to the id that is asked for.</summary>
    public static Filter Referring(string parameter, string member) => new(parameter, (_, text) =>
    {
        var id = RouteTable.ParseId(text);
        return row => row.Reference(member) == id;
    });

    /// <summary>Which rows by whose they are: <c>all</c>, <c>owned</c> or <c>shared</c>.</summary>
    public static Filter Ownership(string parameter) => new(parameter, (_, text) => Owned(text));

    public static Func<Row, bool> Owned(string filter) => filter switch
    {
        "owned" => row => row.Reference("creator") == PersonRoutes.CurrentId,
        "shared" => row => row.Reference("creator") != PersonRoutes.CurrentId,
        _ => _ => true,
    };

    /// <summary>Rows whose member is the text that is asked for, or one of several with commas between them.</summary>
    public static Filter OneOf(string parameter, string member) => new(parameter, (call, _) =>
    {
        var wanted = call.QueryList(parameter).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return row => row.Text(member) is { } value && wanted.Contains(value);
    });
}

/// <summary>
/// What a resource is to the emulator, said in one place of its room. The routes that its endpoints name come by themselves.
/// </summary>
/// <param name="name">The name of the list, as in paths: <c>wrangledDatasets</c>.</param>
/// <param name="singular">The name of one, as errors and the journal have it.</param>
/// <param name="shape">The members that a row shows beside id, stamps and owner, in their order and with their defaults.</param>
/// <param name="endpoints">Its routes; null for what is reached only through others.</param>
internal sealed class Collection(string name, string singular, string shape, ResourceEndpoints? endpoints = null)
{
    public string Name => name;

    public string Singular => singular;

    public JsonObject Shape { get; } = (JsonObject)JsonNode.Parse(shape)!;

    public ResourceEndpoints? Endpoints => endpoints;

    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>What can be embedded beside the owner.</summary>
    public IReadOnlyList<Association> Embeds { get; init; } = [];

    public IReadOnlyList<Filter> Filters { get; init; } = [];

    /// <summary>Whether rows show their creator and updater.</summary>
    public bool IsOwned { get; init; } = true;

    /// <summary>Whether rows show their workspace.</summary>
    public bool IsOfWorkspace { get; init; }

    /// <summary>Whether lists are filtered by dates.</summary>
    public bool IsDated { get; init; }

    /// <summary>Whether an update answers the whole row; most answer id, updater and updatedAt.</summary>
    public bool UpdateAnswersRow { get; init; }

    /// <summary>Fills what follows from the id.</summary>
    public Action<JsonObject, long>? Complete { get; init; }

    /// <summary>Checks and completes what a request makes of a row (null for a new one) before it is kept.</summary>
    public Action<Call, JsonObject, Row?>? Check { get; init; }

    /// <summary>What else a request makes with a new or changed row.</summary>
    public Action<Call, Row>? Follow { get; init; }

    /// <summary>Answers in place of what most resources do, by endpoint.</summary>
    public IReadOnlyDictionary<Endpoint, Func<Call, Reply>> Own { get; init; } = new Dictionary<Endpoint, Func<Call, Reply>>();

    public Associations Associations => field ??= new Associations(name, [.. Embeds, .. Owner()]);

    /// <summary>The routes that its endpoints name.</summary>
    public IEnumerable<Route> Routes()
    {
        (Endpoint? Endpoint, Func<Call, Reply> Answer)[] usual =
        [
            (endpoints?.Get, call => RowReplies.One(call, call.Require(this))),
            (endpoints?.List, call => RowReplies.List(call, this)),
            (endpoints?.Count, call => RowReplies.Count(call, this)),
            (endpoints?.Create, call => RowReplies.Created(call, RowInput.Create(call, this))),
            (endpoints?.Update, call => RowReplies.Updated(call, RowInput.Change(call, call.Require(this)))),
            (endpoints?.Delete, call => RowReplies.Deleted(call, call.Require(this))),
        ];
        return usual.Where(line => line.Endpoint is not null)
            .Select(line => new Route(line.Endpoint!, Own.TryGetValue(line.Endpoint!, out var own) ? own : line.Answer));
    }

    public override string ToString() => name;

    private IEnumerable<Association> Owner()
    {
        if (IsOwned)
        {
            yield return Association.To("creator", () => PersonRoutes.People);
            yield return Association.To("updater", () => PersonRoutes.People);
        }

        if (IsOfWorkspace)
        {
            yield return Association.To("workspace", () => WorkspaceRoutes.Workspaces);
        }
    }
}
