using System.Collections.Generic;

using DataprepPS.Client.Datasets;

namespace DataprepPS.Emulator;

/// <summary>Imported datasets.</summary>
internal static class DatasetRoutes
{
    public static readonly Collection Datasets = new(
        "importedDatasets",
        "importedDataset",
        """
        {"name":null,"description":null,"type":"localfile","uri":null,"path":null,"bucket":null,"host":null,"userinfo":null,"dynamicPath":null,
         "dynamicBucket":null,"dynamicHost":null,"dynamicUserInfo":null,"isDynamic":false,"isConverted":false,"disableTypeInference":false,"hasStructuring":true,
         "parsingScript":null,"storageLocation":null,"connection":null,"runParameters":{"data":[]},"relationalSource":null,"raw":null,"jdbcPath":null,
         "jdbcTable":null,"jdbcType":null,"columns":null,"size":null}
        """,
        DatasetEndpoints.Datasets)
    {
        References = [new Reference("connection", () => ConnectionRoutes.Connections, Fate.Dangles)],
        Embeds = [Association.To("connection", () => ConnectionRoutes.Connections)],
        IsOfWorkspace = true,
        UpdateAnswersRow = true,
        Complete = (json, id) =>
        {
            json["parsingScript"] ??= Row.ReferenceTo(id);
            json["storageLocation"] ??= Row.ReferenceTo(id);
        },
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Datasets.Routes(),
    ];

    /// <summary>Puts a dataset into a flow.</summary>
    public static Row AddToFlow(Store store, long id, long flowId) => FlowNodes.Add(store, flowId, "_importedDataset", id);
}
