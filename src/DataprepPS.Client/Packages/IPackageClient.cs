using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Packages;

/// <summary>Takes objects of some kind out of a server as packages, and brings them into one. See <see cref="PackageClient{T}"/>.</summary>
public interface IPackageClient
{
    /// <summary>What people call an object, for the name of a file; null where the API does not tell.</summary>
    Task<string?> GetNameAsync(long id, CallContext context);

    /// <summary>Writes the package of an object to a stream.</summary>
    Task<long> ExportAsync(long id, string? comment, Stream target, Action<long>? onBytes, CallContext context);

    /// <summary>Imports a package.</summary>
    Task<IReadOnlyList<Resource>> ImportAsync(ImportRequest request, CallContext context);

    /// <summary>Asks what an import would change.</summary>
    Task<PackageImport> TryImportAsync(ImportRequest request, CallContext context);
}
