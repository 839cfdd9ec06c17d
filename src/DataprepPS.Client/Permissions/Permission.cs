using System;
using System.Collections.Generic;
using System.Linq;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Permissions;

/// <summary>
/// What one person may do with an object. Servers send it plain, inside a member such as <c>flowPermission</c>, or as the person
/// with the role beside.
/// </summary>
public abstract class Permission : ApiObject
{
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

    internal void Read(IReadOnlyDictionary<string, object?> row)
    {
        var inner = row.Where(member => member.Key.EndsWith("permission", StringComparison.OrdinalIgnoreCase))
            .Select(member => member.Value).OfType<IReadOnlyDictionary<string, object?>>().FirstOrDefault();
        var members = (inner ?? row).Concat(inner is null ? [] : row.Where(member => !ReferenceEquals(member.Value, inner)))
            .GroupBy(member => member.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => same.First().Value, StringComparer.OrdinalIgnoreCase);
        var isPerson = members.ContainsKey("email");
        Person = members.TryGetValue("person", out var person) && person is IReadOnlyDictionary<string, object?> sent ? PersonOf(sent) : isPerson ? PersonOf(members) : null;
        Role = Text(members, "role");
        CreatedAt = Instant(members, "createdAt");
        UpdatedAt = Instant(members, "updatedAt");
        string[] read = ["person", "role", "createdAt", "updatedAt", .. isPerson ? OfPersons : []];
        AdditionalProperties = members.Where(member => !read.Contains(member.Key, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(member => member.Key, member => member.Value, StringComparer.OrdinalIgnoreCase);
    }

    private static ResourceReference PersonOf(IReadOnlyDictionary<string, object?> members) =>
        new() { Id = members.TryGetValue("id", out var id) && id is long number ? number : 0, Name = Text(members, "name"), Email = Text(members, "email") };

    private static string? Text(IReadOnlyDictionary<string, object?> members, string name) => members.TryGetValue(name, out var value) ? value as string : null;

    private static DateTimeOffset? Instant(IReadOnlyDictionary<string, object?> members, string name) =>
        Timestamps.TryParse(Text(members, name), out var instant) ? instant : null;
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
