using System;

namespace DataprepPS.Client.Resources;

/// <summary>An object of which the server says who made it, who changed it last, and when.</summary>
public abstract class TrackedResource : Resource
{
    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>Who created it, with as much of them as was embedded.</summary>
    public ResourceReference? Creator { get; set; }

    /// <summary>Who changed it last, with as much of them as was embedded.</summary>
    public ResourceReference? Updater { get; set; }
}

/// <summary>An object that people know by its name.</summary>
public abstract class NamedResource : TrackedResource
{
    /// <summary>Its name.</summary>
    public virtual string? Name { get; set; }

    /// <summary>What somebody wrote about it.</summary>
    public virtual string? Description { get; set; }

    /// <summary>The name where known, else the id.</summary>
    public override string ToString() => Name ?? Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
