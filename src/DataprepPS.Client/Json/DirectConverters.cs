using System.Text.Json;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;

namespace DataprepPS.Client.Json;

/// <summary>Reads the rows of job lists, and what a look at one of them brings.</summary>
internal sealed class JobGroupConverter : DirectConverter<JobGroup>
{
    private static readonly JobConverter Job = new();

    private protected override Member[] Members { get; } =
    [
        Number("id", static (group, id) => group.Id = id),
        Text("name", static (group, name) => group.Name = name),
        Text("description", static (group, description) => group.Description = description),
        Text("ranfrom", static (group, ranFrom) => group.RanFrom = ranFrom),
        Text("ranfor", static (group, ranFor) => group.RanFor = ranFor),
        Text("status", static (group, status) => group.Status = status),
        Flag("profilingEnabled", static (group, isProfiled) => group.ProfilingEnabled = isProfiled),
        Instant("runParameterReferenceDate", static (group, date) => group.RunParameterReferenceDate = date),
        Instant("createdAt", static (group, createdAt) => group.CreatedAt = createdAt),
        Instant("updatedAt", static (group, updatedAt) => group.UpdatedAt = updatedAt),
        Reference("workspace", static (group, workspace) => group.Workspace = workspace),
        Reference("creator", static (group, creator) => group.Creator = creator),
        Reference("updater", static (group, updater) => group.Updater = updater),
        Reference("snapshot", static (group, snapshot) => group.Snapshot = snapshot),
        Reference("wrangledDataset", static (group, recipe) => group.WrangledDataset = recipe),
        Reference("flowRun", static (group, flowRun) => group.FlowRun = flowRun),
        Reference("flowrun", static (group, flowRun) => group.FlowRun = flowRun),
        List("jobs", Job, static (group, jobs) => group.Jobs = jobs),
        Text("reason", static (group, reason) => group.Reason = reason),
        Text("sessionId", static (group, sessionId) => group.SessionId = sessionId),
        General("jobGraph"),
        General("jobgroupId"),
    ];

    private protected override void OnRead(JobGroup value, ulong told) => value.Told = told;
}

/// <summary>Reads the stages of a job group, which every look of somebody who waits brings.</summary>
internal sealed class JobConverter : DirectConverter<Job>
{
    private static readonly JobErrorMessageConverter ErrorMessage = new();

    private protected override Member[] Members { get; } =
    [
        Number("id", static (job, id) => job.Id = id),
        Text("status", static (job, status) => job.Status = status),
        Text("jobType", static (job, type) => job.JobType = type),
        Real("sampleSize", static (job, percent) => job.SampleSize = percent),
        Real("percentComplete", static (job, percent) => job.PercentComplete = percent),
        Instant("lastHeartbeatAt", static (job, heardAt) => job.LastHeartbeatAt = heardAt),
        Instant("createdAt", static (job, createdAt) => job.CreatedAt = createdAt),
        Instant("updatedAt", static (job, updatedAt) => job.UpdatedAt = updatedAt),
        Reference("creator", static (job, creator) => job.Creator = creator),
        Reference("jobGroup", static (job, group) => job.JobGroup = group),
        new("errorMessage", static (Job job, ref Utf8JsonReader reader) =>
        {
            job.ErrorMessage = reader.TokenType == JsonTokenType.Null ? null : ErrorMessage.Read(ref reader, typeof(JobErrorMessage), DataprepJson.Default.Options);
            return true;
        }),
        Text("executionLanguage", static (job, language) => job.ExecutionLanguage = language),
        Text("cpJobId", static (job, id) => job.CpJobId = id),
    ];
}

/// <summary>Reads who we are, at the first call of every session.</summary>
internal sealed class PersonConverter : DirectConverter<Person>
{
    private protected override Member[] Members { get; } =
    [
        Number("id", static (person, id) => person.Id = id),
        Text("name", static (person, name) => person.Name = name),
        Text("email", static (person, email) => person.Email = email),
        Flag("isDisabled", static (person, isDisabled) => person.IsDisabled = isDisabled),
        Text("state", static (person, state) => person.State = state),
        Flag("validateExportCompliance", static (person, isChecked) => person.ValidateExportCompliance = isChecked),
        Text("outputHomeDir", static (person, folder) => person.OutputHomeDir = folder),
        Text("uploadDir", static (person, folder) => person.UploadDir = folder),
        Instant("lastLoginTime", static (person, lastLogin) => person.LastLoginTime = lastLogin),
        Instant("createdAt", static (person, createdAt) => person.CreatedAt = createdAt),
        Instant("updatedAt", static (person, updatedAt) => person.UpdatedAt = updatedAt),
        General("status"),
        General("description"),
        General("creator"),
        General("updater"),
    ];
}

/// <summary>Reads a mention of another object, with as much of it as was embedded.</summary>
internal sealed class ReferenceConverter : DirectConverter<ResourceReference>
{
    private protected override Member[] Members { get; } =
    [
        Number("id", static (mention, id) => mention.Id = id),
        Text("name", static (mention, name) => mention.Name = name),
        Text("email", static (mention, email) => mention.Email = email),
    ];
}
