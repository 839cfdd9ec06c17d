using System.Net.Http;

using DataprepPS.Client.Pacing;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.JobGroups;

/// <summary>The endpoints of job groups and jobs.</summary>
internal static class JobGroupEndpoints
{
    public static readonly Endpoint Run = new("runJobGroup", HttpMethod.Post, "/v4/jobGroups", Effect.Run, new RateQuota(30, 60));
    public static readonly Endpoint Get = new("getJobGroup", HttpMethod.Get, "/v4/jobGroups/{id}");
    public static readonly Endpoint Library = new("listJobLibrary", HttpMethod.Get, "/v4/jobLibrary");
    public static readonly Endpoint List = new("listJobGroups", HttpMethod.Get, "/v4/jobGroups");
    public static readonly Endpoint Status = new("getJobGroupStatus", HttpMethod.Get, "/v4/jobGroups/{id}/status");
    public static readonly Endpoint Cancel = new("cancelJobGroup", HttpMethod.Post, "/v4/jobGroups/{id}/cancel", Effect.Change);
    public static readonly Endpoint Jobs = new("getJobsForJobGroup", HttpMethod.Get, "/v4/jobGroups/{id}/jobs");
    public static readonly Endpoint Publications = new("getPublicationsForJobGroup", HttpMethod.Get, "/v4/jobGroups/{id}/publications");
    public static readonly Endpoint Inputs = new("getJobGroupInputs", HttpMethod.Get, "/v4/jobGroups/{id}/inputs");
    public static readonly Endpoint Outputs = new("getJobGroupOutputs", HttpMethod.Get, "/v4/jobGroups/{id}/outputs");
    public static readonly Endpoint Profile = new("getProfilingInformationForJobGroup", HttpMethod.Get, "/v4/jobGroups/{id}/profile");
    public static readonly Endpoint PdfResults = new("getJobGroupPdfResults", HttpMethod.Get, "/v4/jobGroups/{id}/pdfResults", quota: new RateQuota(10, 20));
    public static readonly Endpoint Publish = new("publishJobGroup", HttpMethod.Put, "/v4/jobGroups/{id}/publish", Effect.Change);
    public static readonly Endpoint PublishV3 = new("publishJobGroupV3", HttpMethod.Put, "/v3/jobGroups/{id}/publish", Effect.Change);
}
