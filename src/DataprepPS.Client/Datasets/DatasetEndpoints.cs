using DataprepPS.Client.Pacing;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Datasets;

/// <summary>The endpoints of imported datasets. The vendor's newest edition calls them deprecated.</summary>
internal static class DatasetEndpoints
{
    public static readonly ResourceEndpoints Datasets = new("ImportedDataset", "/v4/importedDatasets")
    {
        List = new("listDatasetLibrary", "GET /v4/datasetLibrary") { Evidence = Evidence.SeenLive, Note = "datasetsFilter is required: 400 without it, as seen live. Rows wrap the dataset: importedDataset. Recipes are only those of currentFlowId; datasourceFlowId narrows, flowId only sorts." },
        Count = new("countDatasetLibrary", "GET /v4/datasetLibrary/count") { Note = "The count is an object; its members are assumed." },
        Create = new("createImportedDataset", "POST /v4/importedDatasets", quota: new RateQuota(40, 60)) { Note = "A uri, a path, or a connectionId with jdbcTable or raw." },
    };

    public static readonly Endpoint Replace = new("updateImportedDataset", "PUT /v4/importedDatasets/{id}");
    public static readonly Endpoint Copy = new("copyDataSource", "POST /v4/importedDatasets/{id}/copy");
    public static readonly Endpoint AddToFlow = new("addImportedDatasetToFlow", "POST /v4/importedDatasets/{id}/addToFlow");
    public static readonly Endpoint RefreshSchema = new("asyncRefreshSchema", "POST /v4/importedDatasets/{id}/asyncRefreshSchema");
}
