using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Json;

namespace DataprepPS.Client.Packages;

/// <summary>A package to import, where to, and what stands here for what it names. Follows importPackage, importPlanPackage and createRelease.</summary>
public sealed class ImportRequest
{
    /// <summary>Makes one.</summary>
    /// <param name="file">The package.</param>
    public ImportRequest(PackageFile file) => File = file;

    /// <summary>The package.</summary>
    public PackageFile File { get; }

    /// <summary>The folder to put flows or a plan into.</summary>
    public long? FolderId { get; init; }

    /// <summary>The deployment that a release is for.</summary>
    public long? DeploymentId { get; init; }

    /// <summary>From a connection in the package (its uuid, name or id there) to one of this workspace (its uuid, or its id).</summary>
    public IReadOnlyDictionary<string, string>? ConnectionMap { get; init; }

    /// <summary>From the key of an environment parameter in the package to that of one here, or to a value such as <c>{variable:{value}}</c>.</summary>
    public IDictionary? EnvironmentParameterMap { get; init; }

    /// <summary>Hears how many bytes of it have been sent; from 0 again with each attempt.</summary>
    public System.Action<long>? OnBytes { get; init; }

    internal JsonArray? EnvironmentParameterMapping() => EnvironmentParameterMap is null or { Count: 0 } ? null : new JsonArray(
    [
        .. EnvironmentParameterMap.Cast<DictionaryEntry>().Select(pair => new JsonObject
        {
            ["overrideKey"] = System.Convert.ToString(pair.Key, CultureInfo.InvariantCulture),
            [pair.Value is string ? "mappedOverrideKey" : "mappedValue"] = PlainValues.ToJson(pair.Value),
        }),
    ]);
}
