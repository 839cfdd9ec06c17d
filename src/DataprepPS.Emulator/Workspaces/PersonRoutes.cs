using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;

namespace DataprepPS.Emulator;

/// <summary>People.</summary>
internal static class PersonRoutes
{
    /// <summary>Whose token it is.</summary>
    public const long CurrentId = 1;

    public static readonly Collection People = new(
        "people",
        "person",
        """
        {"name":null,"email":null,"isDisabled":false,"state":"active","validateExportCompliance":false,"outputHomeDir":null,"uploadDir":null,
         "lastLoginTime":null,"lastStateChange":null,"maximalPrivileges":[]}
        """,
        new ResourceEndpoints("Person", "/v4/people") { Get = PersonEndpoints.Get, List = PersonEndpoints.List, Count = null, Create = null, Update = null, Delete = null })
    {
        IsOwned = false,
        Filters = [Filter.OneOf("email", "email"), Filter.OneOf("state", "state"), Filter.OneOf("isDisabled", "isDisabled"), Filter.OneOf("peopleIds", "id")],
        Complete = (json, id) =>
        {
            json["outputHomeDir"] ??= $"gs://emulator/{json["email"]}/jobrun";
            json["uploadDir"] ??= $"gs://emulator/{json["email"]}/uploads";
        },
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        new(PersonEndpoints.Current, call => RowReplies.One(call, call.Require(People, CurrentId))),
        .. People.Routes(),
    ];

    /// <summary>The person that a part of a body means, by id or address.</summary>
    public static Row Sent(Call call, JsonElement item)
    {
        var id = Row.IdIn(Node("personId")) ?? Row.IdIn(Node("person"));
        if (id is { } number)
        {
            return call.Store.Find(People, number) ?? throw ApiProblem.Refused($"No person with id {number}");
        }

        var email = item.Text("email") ?? throw ApiProblem.Invalid("personId", "or email is required");
        return call.Store[People].Live.FirstOrDefault(person => string.Equals(person.Text("email"), email, StringComparison.OrdinalIgnoreCase))
            ?? throw ApiProblem.Refused($"No person with email {email}");

        JsonNode? Node(string name) => item.At(name) is { } sent ? JsonNode.Parse(sent.GetRawText()) : null;
    }
}
