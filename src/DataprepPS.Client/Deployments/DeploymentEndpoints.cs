using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Deployments;

/// <summary>The endpoints of deployments and releases: self-managed Enterprise only.</summary>
internal static class DeploymentEndpoints
{
    public static readonly ResourceEndpoints Deployments = new("Deployment", "/v4/deployments", Evidence.Assumed, Editions.OnPremises)
    {
        Get = new("getDeployment", "GET /v4/deployments/{id}") { Editions = Editions.OnPremises, Note = "With embed=releases the release list." },
        Count = null,
    };

    public static readonly Endpoint Run = new("runDeployment", "POST /v4/deployments/{id}/run")
    {
        Editions = Editions.OnPremises,
        Note = "One job group for each recipe with an output of the active release; without an active release data is empty: assumed.",
    };

    public static readonly Endpoint RunV3 = new("runDeploymentV3", "POST /v3/deployments/{id}/run") { Editions = Editions.OnPremises, Note = "Like v4, and each element has its jobs." };
    public static readonly Endpoint ObjectRules = new("updateObjectImportRules", "PATCH /v4/deployments/{id}/objectImportRules") { Editions = Editions.OnPremises, Note = "Replaces all rules; the reply holds those deleted, under the assumed name deleted." };
    public static readonly Endpoint ValueRules = new("updateValueImportRules", "PATCH /v4/deployments/{id}/valueImportRules") { Editions = Editions.OnPremises, Note = "As objectImportRules." };
    public static readonly Endpoint GetObjectRules = new("getObjectImportRules", "GET /v4/deployments/{id}/objectImportRules") { Evidence = Evidence.Assumed, Editions = Editions.OnPremises, Note = "No document describes it." };
    public static readonly Endpoint GetValueRules = new("getValueImportRules", "GET /v4/deployments/{id}/valueImportRules") { Evidence = Evidence.Assumed, Editions = Editions.OnPremises, Note = "No document describes it." };

    public static readonly ResourceEndpoints Releases = new("Release", "/v4/releases", editions: Editions.OnPremises)
    {
        Count = null,
        Create = new("createRelease", "POST /v4/deployments/{id}/releases") { Editions = Editions.OnPremises, IsUpload = true, Note = "Multipart with a ZIP in the part data. The release becomes the active one: assumed." },
    };

    public static readonly Endpoint ReleaseDryRun = new("createReleaseDryRun", "POST /v4/deployments/{id}/releases/dryRun", Effect.Read) { Editions = Editions.OnPremises, IsUpload = true, Note = "As createRelease without effect, 200." };
    public static readonly Endpoint ReleasePackage = new("getReleasePackage", "GET /v4/releases/{id}/package") { Evidence = Evidence.Assumed, Editions = Editions.OnPremises, Note = "No document describes it." };
}
