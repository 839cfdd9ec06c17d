using System;
using System.Collections.Generic;

namespace DataprepPS.Emulator;

/// <summary>Where the knowledge of how an endpoint answers comes from.</summary>
public enum Evidence
{
    /// <summary>A real reply was published, or a live probe was.</summary>
    SeenLive,

    /// <summary>The vendor's documents or specification say so.</summary>
    Documented,

    /// <summary>Neither; the emulator's own choice.</summary>
    Assumed,
}

/// <summary>A documented quota per minute.</summary>
internal sealed record QuotaLimit(int User, int Workspace);

internal enum BodyKind
{
    None,
    Json,
    Multipart,
}

/// <summary>
/// One line of the ledger: an operation, how it is known to behave, and what answers it. Routing, the OpenAPI document
/// and the ledger users see all come from these lines.
/// </summary>
internal sealed record Endpoint(
    string OperationId,
    string Method,
    string Path,
    Evidence Evidence,
    string Note,
    Func<Call, Reply> Answer)
{
    public IReadOnlySet<Edition> Editions { get; init; } = Everywhere;

    public QuotaLimit? Quota { get; init; }

    public BodyKind Body { get; init; } = BodyKind.None;

    public static IReadOnlySet<Edition> Everywhere { get; } = new HashSet<Edition>(Enum.GetValues<Edition>());

    /// <summary>Deployments, releases, publish and v3 exist only on premises.</summary>
    public static IReadOnlySet<Edition> OnPremises { get; } = new HashSet<Edition> { Edition.SelfManaged, Edition.Old };

    /// <summary>What Release 6.0 did not have yet.</summary>
    public static IReadOnlySet<Edition> SinceOld { get; } = new HashSet<Edition> { Edition.SelfManaged, Edition.Cloud };
}
