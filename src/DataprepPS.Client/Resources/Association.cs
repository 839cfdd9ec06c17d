using System;

namespace DataprepPS.Client.Resources;

/// <summary>
/// How the objects that belong to another one are listed: by a route of their own, embedded in the other one, by a word of the query,
/// or, where the API has none of these, from the whole list. Rows that tell whose they are are looked at again, because servers ignore
/// words they do not know.
/// </summary>
/// <param name="name">The own name of the other object's id, e.g. <c>FlowId</c>.</param>
/// <param name="parentOf">The id that a row has of it; null where a row does not tell.</param>
internal sealed class Association<T>(string name, Func<T, long?> parentOf)
    where T : Resource
{
    public string Name { get; } = name;

    /// <summary>The route that lists them, if there is one.</summary>
    public Endpoint? List { get; init; }

    /// <summary>The route that counts them, if there is one.</summary>
    public Endpoint? Count { get; init; }

    /// <summary>The route that reads the other object, if it is asked to embed them, as <see cref="Embed"/>.</summary>
    public Endpoint? Owner { get; init; }

    /// <summary>The word of the query that chooses them, if there is one.</summary>
    public string? Word { get; init; }

    /// <summary>What must be embedded so that a row tells where it belongs; with an <see cref="Owner"/>, what it has them under.</summary>
    public string? Embed { get; init; }

    /// <summary>Which rows are of this kind, where an <see cref="Owner"/> has others among them.</summary>
    public Func<T, bool> IsKind { get; init; } = static _ => true;

    /// <summary>Makes a row tell whose it is where the server leaves that out.</summary>
    public Action<T, long>? Adopt { get; init; }

    /// <summary>Whether a row belongs to the object, as far as it tells.</summary>
    public bool Owns(long parent, T row) => IsKind(row) && (parentOf(row) is { } id ? id == parent : List is not null || Owner is not null || Word is not null);
}
