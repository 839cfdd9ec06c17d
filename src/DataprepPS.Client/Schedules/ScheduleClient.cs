using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Schedules;

/// <summary>Reads and changes schedules.</summary>
public sealed class ScheduleClient : ResourceClient<Schedule>
{
    internal ScheduleClient(SessionParts parts)
        : base(parts, ScheduleEndpoints.Schedules, static () => DataprepJson.Default.Schedule)
    {
    }

    private protected override IReadOnlyList<Association<Schedule>> Associations { get; } =
    [
        new("PlanId", schedule => schedule.Tasks is null ? null : schedule.PlanId ?? 0) { List = PlanEndpoints.Schedules },
        // The word takes the id of anything that can be scheduled.
        new("FlowId", schedule => schedule.Tasks is null ? null : schedule.FlowId ?? 0) { Word = "assetId" },
    ];

    /// <inheritdoc/>
    public override async Task ListAsync(ResourceQuery query, ListOptions? options, Func<Schedule, Task<bool>> visit, CallContext context)
    {
        if (query.Parent is not { Name: "PlanRunId" } run)
        {
            await base.ListAsync(query, options, visit, context).ConfigureAwait(false);
            return;
        }

        // A run has one schedule at most.
        options?.OnTotal?.Invoke(1);
        if (options is not ({ First: 0 } or { Skip: > 0 }))
        {
            await visit(await ReadAsync(ApiRequest.Get(PlanEndpoints.RunSchedule, run.Id), Type, context).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    /// <summary>Lets a schedule run, or stops it from running. Follows enableSchedule and disableSchedule.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="enabled">Whether it shall run.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been changed.</exception>
    public Task SetEnabledAsync(long id, bool enabled, CallContext context)
    {
        var endpoint = enabled ? ScheduleEndpoints.Enable : ScheduleEndpoints.Disable;
        return ChangeAsync(
            new ApiRequest(endpoint, endpoint.At(id)) { Content = ApiRequest.Json(new JsonObject()) },
            response => ReplyReader.Changed(response, id),
            $"Look at it: Get-DpSchedule {id}. Doing it again does no harm.",
            async () => (await GetAsync(id, null, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false)).Enabled == enabled
                ? new Settled<object>(this, $"schedule {id} is {(enabled ? "enabled" : "disabled")}.")
                : new Settled<object>(null, $"Schedule {id} is not {(enabled ? "enabled" : "disabled")}."),
            context);
    }

    /// <summary>Gives schedules to another user. Follows transferOwnership, whose reply says nothing: what the server shows afterwards does.</summary>
    /// <param name="ids">The schedules.</param>
    /// <param name="userId">Who gets them.</param>
    /// <param name="workspaceId">The workspace that they go to; null for where they are.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">They may have been given away.</exception>
    public async Task TransferAsync(IReadOnlyList<long> ids, long userId, long? workspaceId, CallContext context)
    {
        var body = new JsonObject { ["scheduleIds"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]), ["toUserId"] = userId };
        if (workspaceId is not null)
        {
            body["toWorkspaceId"] = workspaceId;
        }

        await ChangeAsync(
            new ApiRequest(ScheduleEndpoints.Transfer, ScheduleEndpoints.Transfer.Path) { Content = ApiRequest.Json(body) },
            response => response.Status == 201 ? response : throw ReplyReader.Invalid(response, "201 was promised"),
            $"Look whose it is: (Get-DpSchedule {string.Join(",", ids)}).Creator.",
            async () =>
            {
                var owners = await Task.WhenAll(ids.Select(id => OwnerAsync(id, context.WithRetryTime(LookRetryTime)))).ConfigureAwait(false);
                return owners.All(owner => owner == userId)
                    ? new Settled<object>(this, $"schedule {string.Join(", ", ids)} belongs to user {userId}.")
                    : new Settled<object>(null, $"The owners shown are {string.Join(", ", owners.Select(owner => owner?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"))}.");
            },
            context).ConfigureAwait(false);
    }

    private async Task<long?> OwnerAsync(long id, CallContext context) => (await GetAsync(id, null, context).ConfigureAwait(false)).OwnerId;
}
