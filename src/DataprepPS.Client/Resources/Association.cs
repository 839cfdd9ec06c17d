using System;

namespace DataprepPS.Client.Resources;

/// <summary>
/// How the objects that belong to another one are listed: by a route of their own, by a word of the query, as what the other one
/// embeds, or, where the API has none of these, from the whole list. In each case the rows are looked at again, because servers
/// ignore words they do not know.
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

    /// <summary>The word of the query that chooses them, if there is one.</summary>
    public string? Word { get; init; }

    /// <summary>What must be embedded so that a row tells where it belongs.</summary>
    public string? Embed { get; init; }

    /// <summary>The read of the other object in which they come as <see cref="EmbeddedAs"/>, if that is how.</summary>
    public Endpoint? EmbeddedIn { get; init; }

    /// <summary>The association's name in the other object, e.g. <c>flowNodes</c>.</summary>
    public string EmbeddedAs { get; init; } = string.Empty;

    /// <summary>Which of the embedded ones are of this kind.</summary>
    public Func<T, bool> IsKind { get; init; } = static _ => true;

    /// <summary>Tells a row where it belongs.</summary>
    public Action<T, long> Adopt { get; init; } = static (_, _) => { };

    /// <summary>Whether a row belongs to the object, as far as it tells; one that does knows it afterwards.</summary>
    public bool Owns(long parent, T row)
    {
        if (!IsKind(row) || (parentOf(row) is { } id ? id != parent : List is null && Word is null && EmbeddedIn is null))
        {
            return false;
        }

        Adopt(row, parent);
        return true;
    }
}
