using System.Collections.Generic;
using System.Text.Json;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>The v3 routes of job groups. v3 ended with Release 6.4; what is here differs from v4 as documented.</summary>
internal static class JobGroupV3Routes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        new(new Endpoint("runJobGroupV3", "POST /v3/jobGroups") { Editions = Editions.OnPremises, Note = "The id is called jobgroupId." }, Run),
        new(new Endpoint("getJobGroupV3", "GET /v3/jobGroups/{id}") { Editions = Editions.OnPremises, Note = "createdBy and updatedBy are numbers; jobs.data is null." }, Get),
        new(new Endpoint("getJobGroupStatusV3", "GET /v3/jobGroups/{id}/status") { Editions = Editions.OnPremises, Note = "A bare JSON string." }, call => JobGroupRoutes.Status(JobGroupRoutes.Require(call).StatusAt(call.Now))),
        new(
            new Endpoint("listJobGroupsV3", "GET /v3/jobGroups") { Evidence = Evidence.Assumed, Editions = Editions.OnPremises, Note = "Read by a published client; the rows are those of getJobGroupV3." },
            call => JobGroupList.Answer(call, (w, group) => Write(w, group, call))),
        new(JobGroupEndpoints.PublishV3, call => JobGroupPublish.Answer(call, withJobIds: true)),
    ];

    private static Reply Run(Call call)
    {
        var recipeId = call.Body.RequiredWhole("wrangledDataset.id");
        if (call.World.FindRecipe(recipeId) is null)
        {
            throw ApiProblem.Refused($"No wrangledDataset with id {recipeId}");
        }

        var group = call.World.StartJobGroup(recipeId, JobGroupRun.Read(call.Body, call.ExecutionId));
        call.Acted($"jobGroup {group.Id} started");
        return Reply.Json(201, w => JobGroupRun.WriteStarted(w, group, "jobgroupId"u8));
    }

    private static Reply Get(Call call)
    {
        var group = JobGroupRoutes.Require(call);
        return Reply.Ok(w => Write(w, group, call));
    }

    private static void Write(Utf8JsonWriter w, JobGroup group, Call call)
    {
        w.WriteStartObject();
        w.WriteNumber("id"u8, group.Id);
        w.WriteNull("name"u8);
        w.WriteNull("description"u8);
        w.WriteString("ranfrom"u8, group.RanFrom);
        w.WriteString("status"u8, group.StatusAt(call.Now));
        w.WriteBoolean("profilingEnabled"u8, group.ProfilingEnabled);
        w.WriteDate("createdAt"u8, group.StartedAt);
        w.WriteDate("updatedAt"u8, group.UpdatedAt(call.Now));
        w.WriteNumber("createdBy"u8, group.CreatorId);
        w.WriteNumber("updatedBy"u8, group.CreatorId);
        w.WriteReference("wrangledDataset"u8, group.Recipe.Id);
        w.WriteReference("snapshot"u8, group.Id);
        w.WriteReference("wrangleScript"u8, group.Id);
        w.WriteStartObject("jobs"u8);
        w.WriteNull("data"u8);
        w.WriteEndObject();
        w.WriteEndObject();
    }
}
