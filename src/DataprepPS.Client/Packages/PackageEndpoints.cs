using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Packages;

/// <summary>The endpoints by which objects of a kind leave a server as a package and come into one.</summary>
/// <param name="Export">Its reply is the package.</param>
/// <param name="Import">Takes the package.</param>
internal sealed record PackageEndpoints(Endpoint Export, Endpoint Import)
{
    /// <summary>Says what the import would do; null where the API has no such route.</summary>
    public Endpoint? ImportDryRun { get; init; }
}
