using System.Collections.Generic;
using System.Linq;

using DataprepPS.Client.Flows;

namespace DataprepPS.Emulator;

/// <summary>What is in a flow: read, checked, copied and replaced.</summary>
internal static class FlowContentRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        new(FlowEndpoints.Copy, Copy),
        new(FlowEndpoints.Validate, Validate),
        new(FlowEndpoints.Inputs, call => RowReplies.List(call, DatasetRoutes.Datasets, [.. DatasetRoutes.InFlow(call.Store, call.Require(FlowRoutes.Flows).Id)])),
        new(FlowEndpoints.Outputs, call => RowReplies.List(call, OutputObjectRoutes.Outputs, [.. OutputObjectRoutes.InFlow(call.Store, call.Require(FlowRoutes.Flows).Id)])),
        new(FlowEndpoints.ReplaceDataset, ReplaceDataset),
    ];

    private static Reply Copy(Call call)
    {
        var flow = call.Require(FlowRoutes.Flows);
        var graph = RowGraph.OfFlow(call.Store, flow, withDatasets: call.Body.Boolean("copyDatasources") == true);
        graph.First["name"] = call.Body.Text("name") is { Length: > 0 } name ? name : $"Copy of {flow.Name}";
        if (call.Body.Text("description") is { Length: > 0 } description)
        {
            graph.First["description"] = description;
        }

        return RowReplies.Created(call, graph.AddTo(call.Store)[0]);
    }

    /// <summary>Every recipe that a run would execute, with what is wrong with it.</summary>
    private static Reply Validate(Call call)
    {
        var flow = call.Require(FlowRoutes.Flows);
        return Reply.List(
            call.Store[RecipeRoutes.Recipes].With("flow", flow.Id),
            (w, recipe) =>
            {
                w.WriteStartObject();
                w.WriteNumber("flowId"u8, flow.Id);
                w.WriteNumber("flowNodeId"u8, recipe.Id);
                w.WriteString("name"u8, recipe.Name);
                w.WriteStartArray("errors"u8);
                if (FlowNodes.SourceOf(call.Store, recipe) is null)
                {
                    w.WriteStartObject();
                    w.WriteString("message"u8, "The recipe has no input"u8);
                    w.WriteEndObject();
                }

                w.WriteEndArray();
                w.WriteEndObject();
            },
            count: null);
    }

    /// <summary>
    /// Puts another dataset or recipe in the place of one: the recipes that read the old one read the new one from now on.
    /// </summary>
    private static Reply ReplaceDataset(Call call)
    {
        var flow = call.Require(FlowRoutes.Flows);
        var old = FlowNodes.Sent(call, flow, "importedDatasetId", "flowNodeId");
        var next = DatasetRoutes.SentInput(call, "newImportedDatasetId", "newWrangledDatasetId");
        var readers = FlowNodes.ReadersOf(call.Store, old);
        foreach (var recipe in readers)
        {
            RecipeRoutes.SetInput(call.Store, recipe, next);
        }

        call.Acted($"flow {flow.Id} node {old.Id} replaced");
        var node = FlowNodes.Of(call.Store, flow.Id).First(row => row.Id == FlowNodes.NodeOf(call.Store, flow.Id, next));
        return Reply.Ok(w =>
        {
            w.WriteStartObject();
            w.WritePropertyName("newInputNode"u8);
            new RowWriter(call.World, call.Now).Write(w, node, Embed.None);
            w.WriteStartArray("outputNodeEdges"u8);
            foreach (var recipe in readers)
            {
                w.WriteStartObject();
                w.WriteNumber("id"u8, recipe.Id);
                w.WriteNumber("flowId"u8, flow.Id);
                w.WriteNumber("inFlowNodeId"u8, node.Id);
                w.WriteNumber("outFlowNodeId"u8, recipe.Id);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        });
    }
}
