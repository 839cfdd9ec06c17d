using System;
using System.Text.Json.Nodes;

namespace DataprepPS.Emulator;

/// <summary>
/// A recipe as runs need it, under the id that runs use, the API's wrangledDataset: a view of its row and of its output's. The
/// recipe object behind it has an id of its own, because on the real server the two differ and scripts confuse them.
/// </summary>
public sealed record Recipe(long Id, string Name, long FlowId)
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

    /// <summary>The stage that fails, such as <c>filewriter</c>; null for the first.</summary>
    public string? FailStage { get; init; }

    internal long? OutputObjectId { get; init; }

    internal static long RecipeObjectId(long id) => id + 1000;

    internal static Recipe Of(Row row, Store store)
    {
        var output = store[OutputObjectRoutes.Outputs].OneWith("flownode", row.Id);
        return new Recipe(row.Id, row.Name ?? string.Empty, row.Reference("flow") ?? 0)
        {
            HasOutput = output is not null,
            OutputObjectId = output?.Id,
            Profiler = output?.Flag("profiler") ?? true,
            Execution = output?.Text("execution") ?? "photon",
            Lifetime = row.Number("_seconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Failure = row.Text("_fail"),
            FailStage = row.Text("_failStage"),
        };
    }

    /// <summary>Adds it with an input, which is in its flow, and with its output, that writes one file.</summary>
    internal Row AddTo(Store store)
    {
        var input = store.Add(
            DatasetRoutes.Datasets, new JsonObject { ["name"] = $"Input of {Name}", ["uri"] = $"gs://emulator/uploads/{Id}.csv", ["dynamicPath"] = $"/uploads/{Id}.csv", ["type"] = "gs" }, Free(store, DatasetRoutes.Datasets, Id + 3000));
        var row = store.Add(
            RecipeRoutes.Recipes,
            new JsonObject
            {
                ["name"] = Name,
                ["flow"] = Row.ReferenceTo(FlowId),
                ["_importedDataset"] = Row.ReferenceTo(input.Id),
                ["_seconds"] = Lifetime?.TotalSeconds,
                ["_fail"] = Failure,
                ["_failStage"] = FailStage,
            },
            Id);
        DatasetRoutes.AddToFlow(store, input.Id, FlowId);
        if (HasOutput)
        {
            AddOutput(store);
        }

        return row;
    }

    private void AddOutput(Store store)
    {
        var output = store.Add(
            OutputObjectRoutes.Outputs,
            new JsonObject { ["execution"] = Execution, ["profiler"] = Profiler, ["name"] = Name, ["flownode"] = Row.ReferenceTo(Id) },
            Free(store, OutputObjectRoutes.Outputs, Id + 2000));
        store.Add(
            WriteSettingRoutes.WriteSettings,
            new JsonObject { ["path"] = $"gs://emulator/jobrun/recipe-{Id}.csv", ["outputObject"] = Row.ReferenceTo(output.Id) });
    }

    private static long? Free(Store store, Collection collection, long id) => store.FindAny(collection, id) is null ? id : null;
}
