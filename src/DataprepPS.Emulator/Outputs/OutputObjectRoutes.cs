using System.Collections.Generic;

using DataprepPS.Client.Outputs;

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
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Outputs.Routes(),
        .. WriteSettingRoutes.WriteSettings.Routes(),
        .. PublicationRoutes.Publications.Routes(),
        .. SqlScriptRoutes.SqlScripts.Routes(),
        new(OutputEndpoints.Inputs, Inputs),
    ];

    /// <summary>The datasets that an output's recipe reads. The vendor's example has a count without being asked for one.</summary>
    private static Reply Inputs(Call call)
    {
        var recipe = call.Require(Outputs).Reference("flownode") is { } id ? call.Store.Find(RecipeRoutes.Recipes, id) : null;
        var input = recipe?.Reference("_importedDataset") is { } dataset ? call.Store.Find(DatasetRoutes.Datasets, dataset) : null;
        IReadOnlyList<Row> inputs = input is null ? [] : [input];
        var (rows, embed) = (new RowWriter(call.World, call.Now), Embed.Of(call, DatasetRoutes.Datasets.Associations));
        return Reply.List(inputs, (w, row) => rows.Write(w, row, embed), () => inputs.Count);
    }
}

/// <summary>What an output writes to files.</summary>
internal static class WriteSettingRoutes
{
    public static readonly Collection WriteSettings = new(
        "writeSettings",
        "writeSetting",
        """
        {"path":null,"action":"create","format":"csv","compression":"none","header":true,"asSingleFile":true,"prefix":null,"suffix":"_increment","delim":",",
         "hasQuotes":true,"includeMismatches":false,"runParameters":{"data":[]},"connectionId":null,"outputObject":null}
        """,
        OutputEndpoints.WriteSettings)
    {
        References = [new Reference("outputObject", () => OutputObjectRoutes.Outputs)],
        Embeds = [Association.To("outputObject", () => OutputObjectRoutes.Outputs)],
    };
}

/// <summary>What an output publishes to tables.</summary>
internal static class PublicationRoutes
{
    public static readonly Collection Publications = new(
        "publications",
        "publication",
        """{"path":[],"tableName":null,"targetType":null,"action":"create","parameters":{},"outputObject":null,"connection":null}""",
        OutputEndpoints.Publications)
    {
        References = [new Reference("outputObject", () => OutputObjectRoutes.Outputs), new Reference("connection", () => ConnectionRoutes.Connections, Fate.Dangles)],
        Embeds = [Association.To("outputObject", () => OutputObjectRoutes.Outputs), Association.To("connection", () => ConnectionRoutes.Connections)],
    };
}

/// <summary>The SQL that runs before or after an output.</summary>
internal static class SqlScriptRoutes
{
    public static readonly Collection SqlScripts = new(
        "sqlScripts",
        "sqlScript",
        """{"sqlScript":null,"type":"pre","vendor":null,"outputObject":null,"connection":null}""",
        OutputEndpoints.SqlScripts)
    {
        References = [new Reference("outputObject", () => OutputObjectRoutes.Outputs), new Reference("connection", () => ConnectionRoutes.Connections, Fate.Dangles)],
        Embeds = [Association.To("outputObject", () => OutputObjectRoutes.Outputs), Association.To("connection", () => ConnectionRoutes.Connections)],
    };
}
