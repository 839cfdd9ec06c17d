using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>Output objects: each recipe owns one at most.</summary>
internal static class OutputObjectRoutes
{
    public static readonly Collection Outputs = new(
        "outputObjects",
        "outputObject",
        """{"execution":"photon","profiler":true,"isAdhoc":true,"ignoreRecipeErrors":false,"flownode":null,"name":null,"description":null,"outputObjectSchemaDriftOptions":null}""",
        OutputEndpoints.OutputObjects)
    {
        References = [new Reference("flownode", () => RecipeRoutes.Recipes)],
        Embeds =
        [
            Association.To("flownode", () => RecipeRoutes.Recipes),
            Association.From("writeSettings", () => WriteSettingRoutes.WriteSettings, "outputObject"),
            Association.From("publications", () => PublicationRoutes.Publications, "outputObject"),
            Association.From("sqlScripts", () => SqlScriptRoutes.SqlScripts, "outputObject"),
        ],
        Check = CheckOwner,
        Follow = AddParts,
    };

    /// <summary>What is part of an output.</summary>
    public static IReadOnlyList<Collection> Parts => [WriteSettingRoutes.WriteSettings, PublicationRoutes.Publications, SqlScriptRoutes.SqlScripts];

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Outputs.Routes(),
        .. WriteSettingRoutes.WriteSettings.Routes(),
        .. PublicationRoutes.Publications.Routes(),
        .. SqlScriptRoutes.SqlScripts.Routes(),
        new(
            new Endpoint("updateOutputObject", "PUT /v4/outputObjects/{id}") { Evidence = Evidence.Assumed, Note = "Sent by a published client; as patchOutputObject." },
            call => RowReplies.Updated(call, RowInput.Change(call, call.Require(Outputs)))),
        new(OutputEndpoints.Inputs, Inputs),
        new(OutputEndpoints.Script, Script),
    ];

    /// <summary>The outputs of a flow's recipes.</summary>
    public static IEnumerable<Row> InFlow(Store store, long flowId) =>
        store[RecipeRoutes.Recipes].With("flow", flowId).SelectMany(recipe => store[Outputs].With("flownode", recipe.Id));

    private static void CheckOwner(Call call, JsonObject json, Row? before)
    {
        if (before is null && Row.IdIn(json["flownode"]) is { } recipe && call.Store[Outputs].OneWith("flownode", recipe) is { } other)
        {
            throw ApiProblem.Refused($"wrangledDataset {recipe} has outputObject {other.Id} already; change or delete that one first");
        }
    }

    /// <summary>What an output is sent with takes the place of what it had.</summary>
    private static void AddParts(Call call, Row output)
    {
        foreach (var part in Parts)
        {
            if (call.Body.At(part.Name) is not { } sent)
            {
                continue;
            }

            foreach (var before in call.Store[part].With("outputObject", output.Id))
            {
                call.Store.Delete(before);
            }

            // Older releases put lists in an envelope.
            foreach (var item in (sent.At("data") ?? sent).EnumerateArray())
            {
                RowInput.Create(call, part, item, members => members["outputObject"] = Row.ReferenceTo(output.Id));
            }
        }
    }

    /// <summary>The datasets that an output's recipe reads. The vendor's example has a count without being asked for one.</summary>
    private static Reply Inputs(Call call)
    {
        var recipe = call.Require(Outputs).Reference("flownode") is { } id ? call.Store.Find(RecipeRoutes.Recipes, id) : null;
        while (recipe is not null && RecipeRoutes.InputOf(call.Store, recipe) is { } input && input.Collection == RecipeRoutes.Recipes)
        {
            recipe = input;
        }

        IReadOnlyList<Row> inputs = recipe is not null && RecipeRoutes.InputOf(call.Store, recipe) is { } dataset ? [dataset] : [];
        var (rows, embed) = (new RowWriter(call.World, call.Now), Embed.Of(call, DatasetRoutes.Datasets.Associations));
        return Reply.List(inputs, (w, row) => rows.Write(w, row, embed), () => inputs.Count);
    }

    private static Reply Script(Call call)
    {
        var output = call.Require(Outputs);
        var columns = call.Body.RequiredText("orderedColumns");
        return Reply.Json(201, new JsonObject
        {
            ["pythonScript"] = $"import pandas as pd\n\n# outputObject {output.Id}\ndef wrangle(frame: pd.DataFrame) -> pd.DataFrame:\n    return frame[{JsonSerializer.Serialize(columns.Split(','))}]\n",
        });
    }
}
