using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Datasets;

/// <summary>Reads and changes imported datasets; the library in which they are listed also has what recipes make.</summary>
public sealed class DatasetClient : ResourceClient<ImportedDataset>
{
    private const string KindWord = "datasetsFilter";

    // All that PATCH takes.
    private static readonly string[] Described = ["name", "description"];

    private volatile bool lacksPatch;

    internal DatasetClient(SessionParts parts)
        : base(parts, DatasetEndpoints.Datasets, static () => DataprepJson.Default.ImportedDataset)
    {
    }

    // The library refuses a list without it.
    private protected override Query ListWords => new Query().Add(KindWord, "imported");

    private protected override IReadOnlyList<Association<ImportedDataset>> Associations { get; } =
    [
        new("FlowId", static _ => null) { Word = "datasourceFlowId", Adopt = static (dataset, flow) => dataset.FlowId = flow },
        new("ConnectionId", dataset => dataset.ConnectionId) { Word = "connectionId" },
    ];

    /// <inheritdoc/>
    public override Task ListAsync(ResourceQuery query, ListOptions? options, Func<ImportedDataset, Task<bool>> visit, CallContext context)
    {
        query.Where[KindWord] = query.Where.TryGetValue(KindWord, out var kind) ? kind : "imported";
        if (query.Parent is { Name: "FlowId", Id: var flow })
        {
            // What the flow's recipes make is listed for the flow by this word only.
            query.Where["currentFlowId"] = flow;
        }
        else if (kind is "recipe")
        {
            throw new ArgumentException("The library lists what recipes make for a flow only: name one with -FlowId.");
        }

        return base.ListAsync(query, options, visit, context);
    }

    /// <summary>Lists what the recipes of a flow read. Follows getFlowInputs.</summary>
    public Task ListInputsAsync(long flowId, Func<ImportedDataset, Task<bool>> visit, CallContext context) => ListAsync(
        FlowEndpoints.Inputs,
        FlowEndpoints.Inputs.At(flowId),
        new Query(),
        Type,
        null,
        dataset =>
        {
            dataset.FlowId = flowId;
            return visit(dataset);
        },
        context);

    /// <summary>Makes a copy of a dataset. Follows copyDataSource.</summary>
    /// <param name="id">The dataset.</param>
    /// <param name="members">The request's members under the API's names: name.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">A copy may have been made.</exception>
    public Task<ImportedDataset> CopyAsync(long id, IDictionary members, CallContext context) =>
        CreateAsync(DatasetEndpoints.Copy, DatasetEndpoints.Copy.At(id), Body(members), context);

    /// <summary>Changes those members that are given: by PATCH where that takes them, else by PUT.</summary>
    /// <param name="id">The dataset.</param>
    /// <param name="members">The request's members under the API's names.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been changed.</exception>
    public override async Task UpdateAsync(long id, IDictionary members, CallContext context)
    {
        if (!lacksPatch && members.Keys.Cast<string>().All(Described.Contains))
        {
            try
            {
                await base.UpdateAsync(id, members, context).ConfigureAwait(false);
                return;
            }
            catch (ApiException e) when (e.Kind == ErrorKind.NotAvailable)
            {
                lacksPatch = true;
            }
        }

        await UpdateAsync(DatasetEndpoints.Replace, DatasetEndpoints.Replace.At(id), id, Body(members), context).ConfigureAwait(false);
    }

    /// <summary>Puts a dataset into a flow. Follows addImportedDatasetToFlow.</summary>
    /// <param name="id">The dataset.</param>
    /// <param name="flowId">The flow.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may be there.</exception>
    public Task AddToFlowAsync(long id, long flowId, CallContext context) => ChangeAsync(
        new ApiRequest(DatasetEndpoints.AddToFlow, DatasetEndpoints.AddToFlow.At(id)) { Content = ApiRequest.Json(FlowClient.ReferenceTo(flowId)) },
        ReplyReader.Said,
        $"Look at what the flow has: Get-DpFlowInput {flowId}.",
        async () => (await InputIdsAsync(flowId, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false)).Contains(id)
            ? new Settled<object>(this, $"flow {flowId} shows dataset {id}.")
            : new Settled<object>(null, $"Flow {flowId} does not show dataset {id}."),
        context);

    /// <summary>Lets all of a flow that reads one dataset read another. Follows replaceDatasetInFlow.</summary>
    /// <param name="flowId">The flow.</param>
    /// <param name="id">The dataset that is read now.</param>
    /// <param name="newId">The one to read instead.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may be read now.</exception>
    public Task ReplaceInFlowAsync(long flowId, long id, long newId, CallContext context) => ChangeAsync(
        new ApiRequest(FlowEndpoints.ReplaceDataset, FlowEndpoints.ReplaceDataset.At(flowId))
        {
            Content = ApiRequest.Json(new JsonObject { ["importedDatasetId"] = id, ["newImportedDatasetId"] = newId }),
        },
        ReplyReader.Said,
        $"Look at what the flow reads: Get-DpFlowInput {flowId}.",
        async () =>
        {
            var inputs = await InputIdsAsync(flowId, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false);
            return inputs.Contains(newId) && !inputs.Contains(id)
                ? new Settled<object>(this, $"flow {flowId} reads dataset {newId} and no longer {id}.")
                : new Settled<object>(null, $"Flow {flowId} reads {(inputs.Count == 0 ? "nothing" : string.Join(", ", inputs))}.");
        },
        context);

    /// <summary>Lets the server read a dataset's columns anew. Follows asyncRefreshSchema; returns before that is done.</summary>
    /// <param name="id">The dataset.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have begun.</exception>
    public Task<SchemaRefresh> RefreshSchemaAsync(long id, CallContext context) => ChangeAsync(
        new ApiRequest(DatasetEndpoints.RefreshSchema, DatasetEndpoints.RefreshSchema.At(id)) { Content = ApiRequest.Json(new JsonObject()) },
        response =>
        {
            var refresh = ReplyReader.Object(response, DataprepJson.Default.SchemaRefresh);
            refresh.ImportedDatasetId = id;
            return refresh.ResourceTaskStateId > 0 ? refresh : throw new InvalidResponseException($"{response.Request}: the reply does not say that anything was begun.");
        },
        $"Look at the dataset: Get-DpImportedDataset {id}. Refreshing again does no harm.",
        null,
        context);

    private protected override Task VisitAsync(Endpoint list, string path, Query words, ListOptions? options, Func<ImportedDataset, Task<bool>> visit, CallContext context) =>
        ListAsync(list, path, words, DataprepJson.Default.LibraryRow, options, row => visit(row.Dataset), context);

    private protected override JsonElement Unwrapped(JsonElement row) => LibraryRow.Inner(row) ?? row;

    private async Task<IReadOnlyCollection<long>> InputIdsAsync(long flowId, CallContext context)
    {
        HashSet<long> ids = [];
        await ListInputsAsync(
            flowId,
            dataset =>
            {
                ids.Add(dataset.Id);
                return Task.FromResult(true);
            },
            context).ConfigureAwait(false);
        return ids;
    }
}
