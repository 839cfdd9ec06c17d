using System.Collections.Generic;
using System.Text.Json;

using DataprepPS.Client.JobGroups;

namespace DataprepPS.Client.Json;

/// <summary>Reads the rows of job lists. One with stages, or with more of its associations than their ids, goes the general way.</summary>
internal sealed class JobGroupConverter : DirectConverter<JobGroup>
{
    private protected override IReadOnlyList<string> Names { get; } =
    [
        "id", "name", "description", "status", "ranfrom", "ranfor", "profilingEnabled", "runParameterReferenceDate", "createdAt", "updatedAt", "reason",
        "sessionId", "jobGraph", "jobs", "wrangledDataset", "flowrun", "snapshot", "workspace", "creator", "updater", "jobgroupId",
    ];

    private protected override Member ReadMember(JobGroup value, ref Utf8JsonReader reader)
    {
        Member member;
        switch (reader.HasValueSequence ? 0 : reader.ValueSpan.Length)
        {
            case 2 when reader.ValueTextEquals("id"u8):
                member = Number(ref reader, out var id);
                value.Id = id;
                return member;
            case 4 when reader.ValueTextEquals("name"u8):
                member = Text(ref reader, out var name);
                value.Name = name;
                return member;
            case 6 when reader.ValueTextEquals("status"u8):
                member = Text(ref reader, out var status);
                value.Status = status;
                return member;
            case 6 when reader.ValueTextEquals("ranfor"u8):
                member = Text(ref reader, out var ranFor);
                value.RanFor = ranFor;
                return member;
            case 6 when reader.ValueTextEquals("reason"u8):
                member = Text(ref reader, out var reason);
                value.Reason = reason;
                return member;
            case 7 when reader.ValueTextEquals("ranfrom"u8):
                member = Text(ref reader, out var ranFrom);
                value.RanFrom = ranFrom;
                return member;
            case 7 when reader.ValueTextEquals("creator"u8):
                member = Reference(ref reader, out var creator);
                value.Creator = creator;
                return member;
            case 7 when reader.ValueTextEquals("updater"u8):
                member = Reference(ref reader, out var updater);
                value.Updater = updater;
                return member;
            case 7 when reader.ValueTextEquals("flowRun"u8) || reader.ValueTextEquals("flowrun"u8):
                member = Reference(ref reader, out var flowRun);
                value.FlowRun = flowRun;
                return member;
            case 8 when reader.ValueTextEquals("snapshot"u8):
                member = Reference(ref reader, out var snapshot);
                value.Snapshot = snapshot;
                return member;
            case 9 when reader.ValueTextEquals("createdAt"u8):
                member = Instant(ref reader, out var createdAt);
                value.CreatedAt = createdAt;
                return member;
            case 9 when reader.ValueTextEquals("updatedAt"u8):
                member = Instant(ref reader, out var updatedAt);
                value.UpdatedAt = updatedAt;
                return member;
            case 9 when reader.ValueTextEquals("workspace"u8):
                member = Reference(ref reader, out var workspace);
                value.Workspace = workspace;
                return member;
            case 9 when reader.ValueTextEquals("sessionId"u8):
                member = Text(ref reader, out var sessionId);
                value.SessionId = sessionId;
                return member;
            case 11 when reader.ValueTextEquals("description"u8):
                member = Text(ref reader, out var description);
                value.Description = description;
                return member;
            case 15 when reader.ValueTextEquals("wrangledDataset"u8):
                member = Reference(ref reader, out var recipe);
                value.WrangledDataset = recipe;
                return member;
            case 16 when reader.ValueTextEquals("profilingEnabled"u8):
                member = Flag(ref reader, out var profilingEnabled);
                value.ProfilingEnabled = profilingEnabled;
                return member;
            case 25 when reader.ValueTextEquals("runParameterReferenceDate"u8):
                member = Instant(ref reader, out var referenceDate);
                value.RunParameterReferenceDate = referenceDate;
                return member;
            default:
                return Member.Unknown;
        }
    }
}

/// <summary>Reads who we are, at the first call of every session.</summary>
internal sealed class PersonConverter : DirectConverter<Workspaces.Person>
{
    private protected override IReadOnlyList<string> Names { get; } =
    [
        "id", "name", "email", "state", "status", "isDisabled", "validateExportCompliance", "lastLoginTime", "outputHomeDir", "uploadDir", "createdAt", "updatedAt",
        "description", "creator", "updater",
    ];

    private protected override Member ReadMember(Workspaces.Person value, ref Utf8JsonReader reader)
    {
        Member member;
        if (reader.ValueTextEquals("id"u8))
        {
            member = Number(ref reader, out var id);
            value.Id = id;
            return member;
        }

        if (reader.ValueTextEquals("name"u8))
        {
            member = Text(ref reader, out var name);
            value.Name = name;
            return member;
        }

        if (reader.ValueTextEquals("email"u8))
        {
            member = Text(ref reader, out var email);
            value.Email = email;
            return member;
        }

        if (reader.ValueTextEquals("state"u8))
        {
            member = Text(ref reader, out var state);
            value.State = state;
            return member;
        }

        if (reader.ValueTextEquals("isDisabled"u8))
        {
            member = Flag(ref reader, out var isDisabled);
            value.IsDisabled = isDisabled;
            return member;
        }

        if (reader.ValueTextEquals("validateExportCompliance"u8))
        {
            member = Flag(ref reader, out var isChecked);
            value.ValidateExportCompliance = isChecked;
            return member;
        }

        if (reader.ValueTextEquals("lastLoginTime"u8))
        {
            member = Instant(ref reader, out var lastLogin);
            value.LastLoginTime = lastLogin;
            return member;
        }

        if (reader.ValueTextEquals("outputHomeDir"u8))
        {
            member = Text(ref reader, out var outputs);
            value.OutputHomeDir = outputs;
            return member;
        }

        if (reader.ValueTextEquals("uploadDir"u8))
        {
            member = Text(ref reader, out var uploads);
            value.UploadDir = uploads;
            return member;
        }

        if (reader.ValueTextEquals("createdAt"u8))
        {
            member = Instant(ref reader, out var createdAt);
            value.CreatedAt = createdAt;
            return member;
        }

        if (reader.ValueTextEquals("updatedAt"u8))
        {
            member = Instant(ref reader, out var updatedAt);
            value.UpdatedAt = updatedAt;
            return member;
        }

        return Member.Unknown;
    }
}
