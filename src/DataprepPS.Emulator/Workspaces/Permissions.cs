using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>Who may use the objects of a collection: the same for flows, connections and plans.</summary>
/// <param name="name">The name of the list of permissions.</param>
/// <param name="member">What a permission calls the object that it is for.</param>
/// <param name="owner">The collection of these objects.</param>
internal sealed class Permissions(string name, string member, Func<Collection> owner)
{
    private readonly Func<Collection> owner = owner;

    public Collection Collection { get; } = new(
        name,
        $"{member}Permission",
        $$"""{"role":"readOnly","policy":null,"person":null,"{{member}}":null}""")
    {
        References = [new Reference("person", () => PersonRoutes.People), new Reference(member, owner)],
        Embeds = [Association.To("person", () => PersonRoutes.People), Association.To(member, owner)],
        IsOwned = false,
    };

    /// <summary>The routes; <paramref name="subject"/> is what the path calls the person whose permission ends.</summary>
    public IEnumerable<Route> Routes(Endpoint share, Endpoint list, Endpoint unshare, string subject, Func<Call, Reply>? answerList = null) =>
    [
        new(share, Share),
        new(list, answerList ?? (call => RowReplies.List(call, Collection, [.. Owners(call), .. Of(call)]))),
        new(unshare, call => RowReplies.Deleted(call, Of(call).FirstOrDefault(row => row.Reference("person") == call.IdOf(subject))
            ?? throw ApiProblem.NotFound(Collection.Singular, call.IdOf(subject)))),
    ];

    public IReadOnlyList<Row> Of(Call call) => call.Store[Collection].With(member, call.Require(owner()).Id);

    private Reply Share(Call call)
    {
        var target = call.Require(owner());
        var made = call.Body.GetProperty("data").EnumerateArray().Select(item => Grant(call, target, item)).ToList();
        call.Acted($"{target.Collection.Singular} {target.Id} shared with {string.Join(", ", made.Select(row => $"person {row.Reference("person")}"))}");
        var rows = new RowWriter(call.World, call.Now);
        return Reply.Json(201, w => rows.WriteList(w, made, Embed.None));
    }

    private Row Grant(Call call, Row target, JsonElement item)
    {
        var person = PersonRoutes.Sent(call, item);
        var role = item.Text("role") ?? "readOnly";
        var before = call.Store[Collection].With(member, target.Id).FirstOrDefault(row => row.Reference("person") == person.Id);
        return before is not null
            ? call.Store.Change(before, json => json["role"] = role)
            : call.Store.Add(Collection, new JsonObject
            {
                ["role"] = role,
                ["policy"] = item.Text("policy") ?? item.Text("policyTag"),
                ["person"] = Row.ReferenceTo(person.Id),
                [member] = Row.ReferenceTo(target.Id),
            });
    }

    /// <summary>Who made an object is its owner, without a permission that could be taken away.</summary>
    private IEnumerable<Row> Owners(Call call)
    {
        var target = call.Require(owner());
        var json = new JsonObject
        {
            ["role"] = "owner",
            ["policy"] = null,
            ["person"] = Row.ReferenceTo(target.Reference("creator") ?? PersonRoutes.CurrentId),
            [member] = Row.ReferenceTo(target.Id),
            ["createdAt"] = target.Text("createdAt"),
            ["updatedAt"] = target.Text("createdAt"),
        };
        return [new Row(Collection, 0, json)];
    }
}
