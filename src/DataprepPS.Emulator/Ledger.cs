using System.Collections.Generic;
using System.Linq;

namespace DataprepPS.Emulator;

/// <summary>Everything the emulator implements, one line an endpoint, with the evidence for how it answers.</summary>
public static class Ledger
{
    internal static IReadOnlyList<Endpoint> Endpoints { get; } =
    [
        .. JobGroupRoutes.All,
        .. JobGroupResultRoutes.All,
        .. JobGroupV3Routes.All,
        .. DeploymentRoutes.All,
        .. ReleaseRoutes.All,
        .. WorkspaceRoutes.All,
        .. OutputObjectRoutes.All,
    ];

    /// <summary>The ledger for readers.</summary>
    public static IReadOnlyList<LedgerLine> Lines { get; } =
        [.. Endpoints.Select(e => new LedgerLine(e.OperationId, e.Method, e.Path, e.Evidence, e.Note, [.. e.Editions]))];

    internal static IEnumerable<Endpoint> Of(Edition edition) => Endpoints.Where(e => e.Editions.Contains(edition));
}

/// <summary>One endpoint: its operation, where it is, how it is known, and what to mind.</summary>
public sealed record LedgerLine(
    string OperationId,
    string Method,
    string Path,
    Evidence Evidence,
    string Note,
    IReadOnlyList<Edition> Editions);
