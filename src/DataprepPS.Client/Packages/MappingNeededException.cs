using System.Collections.Generic;
using System.Linq;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.Packages;

/// <summary>The server imported nothing: it asks first what stands here for connections or environment parameters of the package.</summary>
public sealed class MappingNeededException : DataprepException
{
    internal MappingNeededException(PackageFile file, PackageImport reply)
        : base($"\"{file}\" was not imported. The server asks what stands here for {Named(reply)}.")
    {
        Connections = reply.ConnectionsWithoutMapping ?? [];
        EnvironmentParameters = reply.ReferencedEnvironmentParameters ?? [];
        RecommendedAction = string.Join(" ", Advice());
    }

    /// <summary>Connections of the package for which nothing stands here yet.</summary>
    public IReadOnlyList<PackageConnection> Connections { get; }

    /// <summary>Environment parameters that the package names.</summary>
    public IReadOnlyList<PackageParameter> EnvironmentParameters { get; }

    /// <inheritdoc/>
    public override string ErrorId => "DpMappingNeeded";

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.InvalidInput;

    /// <inheritdoc/>
    public override string RecommendedAction { get; }

    private static string Named(PackageImport reply) => string.Join(" and ", new[]
    {
        Listed("connection", reply.ConnectionsWithoutMapping),
        Listed("environment parameter", reply.ReferencedEnvironmentParameters),
    }.OfType<string>());

    private static string? Listed(string what, IReadOnlyList<object>? items) =>
        items is null or { Count: 0 } ? null : $"{what}{(items.Count == 1 ? string.Empty : "s")} {string.Join(", ", items)}";

    private IEnumerable<string> Advice()
    {
        if (Connections.Count > 0)
        {
            yield return $"Import it again with -ConnectionMap @{{ {Entries(Connections.Select(connection => connection.Uuid ?? connection.Id), "<id>")} }}, each with the id of a connection of this workspace, as Get-DpConnection lists them.";
        }

        if (EnvironmentParameters.Count > 0)
        {
            yield return $"Import it again with -EnvironmentParameterMap @{{ {Entries(EnvironmentParameters.Select(parameter => parameter.OverrideKey), "'<key>'")} }}, each with the key of an environment parameter of this workspace, as Get-DpEnvironmentParameter lists them.";
        }
    }

    private static string Entries(IEnumerable<string?> names, string value) => string.Join("; ", names.Select(name => $"'{name?.Replace("'", "''")}' = {value}"));
}
