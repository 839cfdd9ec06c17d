using DataprepPS.Client.Pacing;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.JobGroups;

/// <summary>The endpoints of job groups and jobs.</summary>
internal static class JobGroupEndpoints
{
    // Older releases have only this list, which newer ones deprecate.
    public static readonly Endpoint List = new("listJobGroups", "GET /v4/jobGroups") { Note = "Deprecated by the vendor. Newest first when no sort is given: assumed." };

    // Listed by the library.
    public static readonly ResourceEndpoints JobGroups = new("JobGroup", "/v4/jobGroups")
    {
        Get = new("getJobGroup", "GET /v4/jobGroups/{id}")
        {
            Evidence = Evidence.SeenLive,
            Note = "Keys as in the live reply (flowRun, workspace). The names of the 404 and 410 exceptions are assumed.",
        },
        List = new("listJobLibrary", "GET /v4/jobLibrary")
        {
            Evidence = Evidence.SeenLive,
            Editions = Editions.SinceOld,
            Note = "Newest first as seen live. ids is assumed.",
        },
        OtherList = List,
        Count = new("countJobLibrary", "GET /v4/jobLibrary/count") { Evidence = Evidence.SeenLive, Editions = Editions.SinceOld },
        Create = null,
        Update = null,
        Delete = null,
    };

    public static readonly Endpoint Run = new("runJobGroup", "POST /v4/jobGroups", Effect.Run, new RateQuota(30, 60))
    {
        Evidence = Evidence.SeenLive,
        Note = "An unknown recipe and one without output answer 400 ValidationFailed: assumed. The 304 of a repeated x-execution-id is documented, that it has no body is assumed.",
    };

    public static readonly Endpoint Status = new("getJobGroupStatus", "GET /v4/jobGroups/{id}/status")
    {
        Evidence = Evidence.SeenLive,
        Editions = Editions.SinceOld,
        Note = "A bare JSON string.",
    };

    public static readonly Endpoint Cancel = new("cancelJobGroup", "POST /v4/jobGroups/{id}/cancel") { Note = "A finished group is left as it is; jobIds is then empty: assumed." };

    public static readonly Endpoint Jobs = new("getJobsForJobGroup", "GET /v4/jobGroups/{id}/jobs")
    {
        Evidence = Evidence.SeenLive,
        Note = "errorMessage is null or an id; its text needs embed=jobs.errorMessage on the group.",
    };

    public static readonly Endpoint Publications = new("getPublicationsForJobGroup", "GET /v4/jobGroups/{id}/publications") { Note = "Lists what was published through publish: assumed." };

    public static readonly Endpoint Inputs = new("getJobGroupInputs", "GET /v4/jobGroups/{id}/inputs")
    {
        Note = "Live a 400 was seen for sources without connect string; in the emulator a fault rule plays that.",
    };

    public static readonly Endpoint Outputs = new("getJobGroupOutputs", "GET /v4/jobGroups/{id}/outputs") { Evidence = Evidence.SeenLive, Note = "Not enveloped: files and tables." };

    public static readonly Endpoint Profile = new("getProfilingInformationForJobGroup", "GET /v4/jobGroups/{id}/profile")
    {
        Note = "The 400 without profile is as seen live; that a group still running answers it too is assumed.",
    };

    public static readonly Endpoint PdfResults = new("getJobGroupPdfResults", "GET /v4/jobGroups/{id}/pdfResults", quota: new RateQuota(10, 20)) { Note = "A one-page PDF." };

    public static readonly Endpoint Publish = new("publishJobGroup", "PUT /v4/jobGroups/{id}/publish")
    {
        Editions = Editions.OnPremises,
        Note = "Not of a group that is not Complete, nor to an unknown connection (both 400): assumed. The group stays Complete while the publish job runs: assumed. In the emulator a table named fail fails.",
    };

    public static readonly Endpoint PublishV3 = new("publishJobGroupV3", "PUT /v3/jobGroups/{id}/publish")
    {
        Editions = Editions.OnPremises,
        Note = "Like v4, and the reply names the new job in jobIds.",
    };
}
