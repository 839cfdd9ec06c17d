using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Packages;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Parameters;

/// <summary>Reads and changes environment parameters, one by one and all as a package.</summary>
public sealed class EnvironmentParameterClient : PackageClient<EnvironmentParameter>
{
    internal EnvironmentParameterClient(SessionParts parts)
        : base(
            parts,
            EnvironmentParameterEndpoints.Parameters,
            new PackageEndpoints(EnvironmentParameterEndpoints.Package, EnvironmentParameterEndpoints.Import),
            static () => DataprepJson.Default.EnvironmentParameter)
    {
    }

    /// <summary>Writes the package of all environment parameters to a stream. Follows getEnvironmentParametersPackage.</summary>
    /// <param name="hideSecrets">Leaves the values of secret ones out.</param>
    /// <param name="target">Gets it.</param>
    /// <param name="onBytes">Hears how much of it has come; from 0 again with each attempt.</param>
    /// <param name="context">Who asks.</param>
    /// <returns>The number of bytes.</returns>
    /// <exception cref="InvalidResponseException">What came is not a package.</exception>
    public Task<long> ExportAsync(bool hideSecrets, Stream target, Action<long>? onBytes, CallContext context) =>
        ExportAsync(EnvironmentParameterEndpoints.Package.Path, new Query().Add("hideSecrets", hideSecrets), target, onBytes, context);

    private protected override Imported<EnvironmentParameter> ReadImported(ApiResponse response, ImportRequest request) =>
        new(ReplyReader.List(response, Type).Items, null);

    private protected override IReadOnlyList<Sought> SoughtFor(ImportRequest request) =>
        [.. (request.File.Contents?.OverrideKeys ?? []).Select(key => new Sought(key, row => row.FindText("overrideKey") == key))];
}
