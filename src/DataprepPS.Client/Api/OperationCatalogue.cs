using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Api;

/// <summary>One operation of the API as its specification names it.</summary>
public sealed class Operation
{
    internal Operation(string id, string method, string path)
    {
        Id = id;
        Method = method;
        Path = path;
    }

    /// <summary>The operation id, e.g. <c>getFlow</c>.</summary>
    public string Id { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path with its placeholders, e.g. <c>/v4/flows/{id}</c>.</summary>
    public string Path { get; }

    /// <summary>Method and path.</summary>
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>
/// The operations the vendor's specification lists, and those of self-managed servers: the lines of the rooms, and those
/// that have none. A listed one may be missing from an edition, and an unlisted one may work.
/// </summary>
public static class OperationCatalogue
{
    private static readonly Lazy<Dictionary<string, Operation>> ById = new(Load);

    /// <summary>All of them, by id.</summary>
    public static IEnumerable<Operation> All => ById.Value.Values;

    /// <summary>The operation of that id, in any case; null for none.</summary>
    public static Operation? Find(string id) => ById.Value.TryGetValue(id, out var operation) ? operation : null;

    private static Dictionary<string, Operation> Load()
    {
        using var stream = typeof(OperationCatalogue).Assembly.GetManifestResourceStream("operations.txt")
            ?? throw new InvalidOperationException("The list of operations is missing from this assembly.");
        using var reader = new StreamReader(stream);
        var others = reader.ReadToEnd().Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split(' '))
            .Select(parts => new Operation(parts[0], parts[1], parts[2]));
        return EndpointCatalogue.All.Where(endpoint => endpoint.Path.StartsWith("/v4/", StringComparison.Ordinal))
            .Select(endpoint => new Operation(endpoint.Operation, endpoint.Method.Method, endpoint.Path))
            .Concat(others)
            .ToDictionary(operation => operation.Id, StringComparer.OrdinalIgnoreCase);
    }
}
