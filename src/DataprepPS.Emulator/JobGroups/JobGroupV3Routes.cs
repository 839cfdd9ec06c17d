using System.Collections.Generic;

namespace DataprepPS.Emulator;

/// <summary>The v3 routes of job groups. v3 ended with Release 6.4; what is here differs from v4 as documented.</summary>
internal static class JobGroupV3Routes
{
    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new("runJobGroupV3", "POST", "/v3/jobGroups", Evidence.Documented, "The id is called jobgroupId.", Run) { Editions = Endpoint.OnPremises, Body = BodyKind.Json },
        new("getJobGroupV3", "GET", "/v3/jobGroups/{id}", Evidence.Documented, "createdBy and updatedBy are numbers; jobs.data is null.", Get) { Editions = Endpoint.OnPremises },
        new("getJobGroupStatusV3", "GET", "/v3/jobGroups/{id}/status", Evidence.Documented, "A bare JSON string.", c => JobGroupRoutes.Status(JobGroupRoutes.Require(c).StatusAt(c.Now))) { Editions = Endpoint.OnPremises },
        new("publishV3", "PUT", "/v3/jobGroups/{id}/publish", Evidence.Documented, "Like v4, and the reply names the new job in jobIds.", c => JobGroupPublish.Answer(c, withJobIds: true)) { Editions = Endpoint.OnPremises, Body = BodyKind.Json },
    ];

    private static Reply Run(Call call)
    {
        var recipeId = call.Body.RequiredWhole("wrangledDataset.id");
        if (call.World.FindRecipe(recipeId) is null)
        {
            throw new ApiProblem(400, "ValidationFailed", "Input validation failed", $"No wrangledDataset with id {recipeId}");
        }

        var group = call.World.StartJobGroup(recipeId, JobGroupRun.Read(call));
        call.Acted($"jobGroup {group.Id} started");
        return Reply.Json(201, w => JobGroupRun.WriteStarted(w, group, "jobgroupId"u8));
    }

    private static Reply Get(Call call)
    {
        var group = JobGroupRoutes.Require(call);
        return Reply.Ok(w =>
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
        });
    }
}
