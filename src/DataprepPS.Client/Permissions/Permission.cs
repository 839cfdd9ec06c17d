using System;
using System.Linq;
using System.Text.Json;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Permissions;

/// <summary>
/// What one person may do with an object. Servers send it plain, inside a member such as <c>flowPermission</c>, or as the person
/// with the role beside.
/// </summary>
public abstract class Permission : ApiObject
{
    private static readonly string[] Known = ["person", "role", "createdAt", "updatedAt"];
    private static readonly string[] OfPersons = ["id", "name", "email"];

    /// <summary>The person; null where the server does not say.</summary>
    public long? PersonId => Person is { Id: > 0 } person ? person.Id : null;

    /// <summary>The person's name, where the server sends it.</summary>
    public string? Name => Person?.Name;

    /// <summary>The person's e-mail address, where the server sends it.</summary>
    public string? Email => Person?.Email;

    /// <summary>The person, with as much of them as was sent.</summary>
    public ResourceReference? Person { get; private set; }

    /// <summary>As the server sent it: owner, collaborator, readOnly, or a word of its own; null where it does not say.</summary>
    public string? Role { get; private set; }

    /// <summary>When it was given.</summary>
    public DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; private set; }

    /// <summary>The person, and the role.</summary>
    public override string ToString() => $"{Person?.ToString() ?? "somebody"}{(Role is null ? string.Empty : $" ({Role})")}";

    internal void Read(JsonElement row)
    {
        var wrapper = row.Members().FirstOrDefault(member => member.Value.ValueKind == JsonValueKind.Object && PlainValues.Name(member).EndsWith("permission", StringComparison.OrdinalIgnoreCase));
        var inner = wrapper.Value.ValueKind == JsonValueKind.Object ? wrapper.Value : row;
        var isPerson = row.FindText("email") is not null;
        Person = (inner.Find("person") ?? (isPerson ? row : null)) is { ValueKind: JsonValueKind.Object } person
            ? new ResourceReference { Id = person.FindId("id") ?? 0, Name = person.FindText("name"), Email = person.FindText("email") }
            : null;
        Role = inner.FindText("role") ?? row.FindText("role");
        CreatedAt = Instant(inner, "createdAt");
        UpdatedAt = Instant(inner, "updatedAt");
        Unknown = inner.Others([.. Known, .. isPerson ? OfPersons : []]);
        foreach (var other in row.Others([.. Known, .. isPerson ? OfPersons : [], .. inner.Equals(row) ? [] : new[] { PlainValues.Name(wrapper) }]))
        {
            Unknown[other.Key] = other.Value;
        }
    }

    private static DateTimeOffset? Instant(JsonElement members, string name) => Timestamps.TryParse(members.FindText(name), out var instant) ? instant : null;
}

/// <summary>Somebody who is given a permission, or from whom it is taken: by id or by e-mail address.</summary>
public sealed class Grantee
{
    /// <summary>Makes one of an id.</summary>
    public Grantee(long personId) => PersonId = personId;

    /// <summary>Makes one of an e-mail address.</summary>
    public Grantee(string email) => Email = email;

    /// <summary>The person's id.</summary>
    public long? PersonId { get; }

    /// <summary>The person's e-mail address.</summary>
    public string? Email { get; }

    /// <summary>Address or id.</summary>
    public override string ToString() => Email ?? $"person {PersonId}";

    internal bool Is(Permission permission) => PersonId is { } id
        ? permission.PersonId == id
        : string.Equals(permission.Email, Email, StringComparison.OrdinalIgnoreCase);
}
