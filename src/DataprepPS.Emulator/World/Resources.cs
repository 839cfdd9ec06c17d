using System;
using System.Collections.Generic;

namespace DataprepPS.Emulator;

/// <summary>What every object of the workspace has, and lists sort and filter by.</summary>
public interface IResource
{
    long Id { get; }

    string Name { get; }

    DateTimeOffset CreatedAt { get; }

    DateTimeOffset UpdatedAt { get; }
}

/// <summary>A user of the workspace.</summary>
public sealed record Person(long Id, string Name, string Email, DateTimeOffset CreatedAt) : IResource
{
    public DateTimeOffset UpdatedAt => CreatedAt;
}

/// <summary>A flow, which holds recipes.</summary>
public sealed record Flow(long Id, string Name, DateTimeOffset CreatedAt) : IResource
{
    public DateTimeOffset UpdatedAt => CreatedAt;
}

/// <summary>
/// A recipe under the id that runs use, the API's wrangledDataset. The recipe object behind it has an id of its own,
/// because on the real server the two differ and scripts confuse them.
/// </summary>
public sealed record Recipe(long Id, string Name, long FlowId, DateTimeOffset CreatedAt) : IResource
{
    /// <summary>Whether it owns an output object; without one it cannot run.</summary>
    public bool HasOutput { get; init; } = true;

    /// <summary>Whether its output asks for a profile.</summary>
    public bool Profiler { get; init; } = true;

    /// <summary>The engine its output names.</summary>
    public string Execution { get; init; } = "photon";

    /// <summary>How long its job groups run at speed 1; null takes the server's default.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>The error its job groups end with; null lets them succeed.</summary>
    public string? Failure { get; init; }

    public DateTimeOffset UpdatedAt => CreatedAt;

    internal long RecipeObjectId => Id + 1000;

    internal long OutputObjectId => Id + 2000;
}

/// <summary>A connection results can be published to.</summary>
public sealed record Connection(long Id, string Name, string Vendor, string Uuid, DateTimeOffset CreatedAt) : IResource
{
    public DateTimeOffset UpdatedAt => CreatedAt;
}

/// <summary>A deployment of the Deployment Manager. Its releases are kept by the world.</summary>
public sealed record Deployment(long Id, string Name, DateTimeOffset CreatedAt) : IResource
{
    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;

    /// <summary>Object import rules, as JSON texts in the order given.</summary>
    public IReadOnlyList<string> ObjectRules { get; init; } = [];

    /// <summary>Value import rules, as JSON texts in the order given.</summary>
    public IReadOnlyList<string> ValueRules { get; init; } = [];
}

/// <summary>A release: one version of a deployment's flow, and the recipes of it that have outputs.</summary>
public sealed record Release(long Id, long DeploymentId, long FlowId, IReadOnlyList<long> RecipeIds, DateTimeOffset CreatedAt) : IResource
{
    public bool Active { get; init; }

    public string Name { get; init; } = $"Release {Id}";

    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;
}
