using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Datasets;

/// <summary>A row of the library: a wrapper with a type and counts around a dataset, or around the nodes of the flows that offer it.</summary>
[JsonConverter(typeof(LibraryRowConverter))]
internal sealed class LibraryRow : Resource
{
    public LibraryRow(ImportedDataset dataset)
    {
        Dataset = dataset;
        Id = dataset.Id;
    }

    public ImportedDataset Dataset { get; }

    // Datasets and nodes of flows have the same numbers.
    internal override long Key => Dataset.ImportedDatasetId ?? ~Id;

    /// <summary>What is wrapped; null for a row that is no wrapper.</summary>
    public static JsonElement? Inner(JsonElement row) => row.Find("importedDataset") is { ValueKind: JsonValueKind.Object } dataset
        ? dataset
        : row.FindList("flowNodes").Cast<JsonElement?>().FirstOrDefault();
}

/// <summary>Opens the wrappers of the library.</summary>
internal sealed class LibraryRowConverter : JsonConverter<LibraryRow>
{
    public override LibraryRow Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var row = document.RootElement;
        var type = (JsonTypeInfo<ImportedDataset>)options.GetTypeInfo(typeof(ImportedDataset));
        if (LibraryRow.Inner(row) is not { } inner)
        {
            return new LibraryRow(row.Deserialize(type) ?? throw new JsonException("a row is null"));
        }

        var dataset = inner.Deserialize(type) ?? throw new JsonException("a wrapper is empty");
        dataset.Kind = row.FindText("type") ?? dataset.Kind;
        dataset.FlowId = inner.FindId("flow");
        dataset.ReferenceCount = row.FindId("referenceCount");
        dataset.Name ??= row.FindText("name");
        dataset.Description ??= row.FindText("description");
        dataset.UpdatedAt ??= Timestamps.TryParse(row.FindText("updatedAt"), out var updated) ? updated : null;
        foreach (var other in row.Others("type", "referenceCount", "name", "description", "updatedAt", "importedDataset"))
        {
            (dataset.Unknown ??= [])[other.Key] = other.Value;
        }

        return new LibraryRow(dataset);
    }

    public override void Write(Utf8JsonWriter writer, LibraryRow value, JsonSerializerOptions options) => throw new NotSupportedException();
}
