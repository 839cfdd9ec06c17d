using System;

namespace DataprepPS.Emulator;

/// <summary>What becomes of an object when the one that it refers to is deleted.</summary>
internal enum Fate
{
    /// <summary>It is deleted too.</summary>
    Goes,

    /// <summary>It refers to nothing any more.</summary>
    Stays,

    /// <summary>It goes on referring to what is not there.</summary>
    Dangles,
}

/// <summary>
/// A member of a collection's rows that refers to an object of a collection: <c>"flow":{"id":5}</c>, or <c>"flowId":5</c> where
/// the member is called so. A request may send either form.
/// </summary>
internal sealed class Reference(string member, Func<Collection> target, Fate fate = Fate.Goes)
{
    // A member of the emulator's own is asked for without its mark.
    private readonly string name = member.TrimStart('_');

    public string Member => member;

    public Collection Target => target();

    public Fate Fate => fate;

    /// <summary>Whether rows show the bare id.</summary>
    public bool IsBare => member.EndsWith("Id", StringComparison.Ordinal);

    /// <summary>Whether a member of a request means this. Releases differ in the case of some: <c>flownode</c>, <c>flowNode</c>.</summary>
    public bool IsMeantBy(string sent)
    {
        var stem = IsBare ? name[..^2] : name;
        return sent.StartsWith(stem, StringComparison.OrdinalIgnoreCase)
            && (sent.Length == stem.Length || sent.AsSpan(stem.Length).Equals("Id", StringComparison.OrdinalIgnoreCase));
    }
}
