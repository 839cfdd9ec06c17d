using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>Reads, sets and clears the settings of workspaces. Each has two routes: one for the session's own workspace, one for any.</summary>
public sealed class WorkspaceSettingClient : ResourceClient
{
    internal WorkspaceSettingClient(SessionParts parts)
        : base(parts)
    {
    }

    /// <summary>Lists settings. Follows getCurrentConfigurationForWorkspace.</summary>
    /// <param name="workspaceId">The workspace; null for the session's own.</param>
    /// <param name="key">Only this one; null for all.</param>
    /// <param name="context">Who asks.</param>
    public Task<IReadOnlyList<WorkspaceSetting>> ListAsync(long? workspaceId, string? key, CallContext context) => ReadAsync(
        WorkspaceEndpoints.CurrentSettings, WorkspaceEndpoints.Settings, workspaceId, key, (name, value) => new WorkspaceSetting(name, value, workspaceId), context);

    /// <summary>Lists what settings there are. Follows getCurrentConfigurationSchema.</summary>
    /// <param name="workspaceId">The workspace; null for the session's own.</param>
    /// <param name="context">Who asks.</param>
    public Task<IReadOnlyList<WorkspaceSettingSchema>> GetSchemaAsync(long? workspaceId, CallContext context) => ReadAsync(
        WorkspaceEndpoints.CurrentSchema, WorkspaceEndpoints.Schema, workspaceId, null, (name, says) => new WorkspaceSettingSchema(name, says, workspaceId), context);

    /// <summary>Sets settings, all in one request. Follows saveCurrentWorkspaceConfiguration.</summary>
    /// <param name="workspaceId">The workspace; null for the session's own.</param>
    /// <param name="settings">Values by name.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">They may have been set.</exception>
    public Task SetAsync(long? workspaceId, IDictionary settings, CallContext context)
    {
        var values = Body(settings);
        return ChangeAsync(
            Request(WorkspaceEndpoints.SaveCurrentSettings, WorkspaceEndpoints.SaveSettings, workspaceId, new JsonObject
            {
                ["configuration"] = new JsonArray([.. values.Select(setting => new JsonObject { ["key"] = setting.Key, ["value"] = setting.Value?.DeepClone() })]),
            }),
            ReplyReader.Done,
            $"Look at {LookAt(workspaceId)}. Setting the same again does no harm.",
            async () =>
            {
                var shown = await ListAsync(workspaceId, null, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false);
                return values.All(setting => shown.Any(one => one.Key == setting.Key && JsonNode.DeepEquals(PlainValues.ToJson(one.Value), setting.Value)))
                    ? new Settled<object>(shown, "the workspace shows what was set.")
                    : new Settled<object>(null, "The workspace does not show it.");
            },
            context);
    }

    /// <summary>Clears settings, so that what is set for all workspaces holds again. Follows deleteCurrentWorkspaceConfigurationSettings.</summary>
    /// <param name="workspaceId">The workspace; null for the session's own.</param>
    /// <param name="keys">Their names.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">They may have been cleared.</exception>
    public Task ClearAsync(long? workspaceId, IReadOnlyList<string> keys, CallContext context) => ChangeAsync(
        Request(WorkspaceEndpoints.ClearCurrentSettings, WorkspaceEndpoints.ClearSettings, workspaceId, new JsonObject
        {
            ["settings"] = new JsonArray([.. keys.Select(key => JsonValue.Create(key))]),
        }),
        ReplyReader.Done,
        $"Look at {LookAt(workspaceId)}. Clearing the same again does no harm.",
        async () => (await ListAsync(workspaceId, null, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false)).Where(setting => keys.Contains(setting.Key) && setting.Value is not null).ToList() switch
        {
            // One without a value has that of all workspaces.
            { Count: 0 } => new Settled<object>(keys, "the workspace has none of them any more."),
            var left => new Settled<object>(null, $"The workspace shows these: {string.Join(", ", left)}."),
        },
        context);

    private static string LookAt(long? workspaceId) => workspaceId is null ? "Get-DpWorkspaceSetting" : $"Get-DpWorkspaceSetting -WorkspaceId {workspaceId}";

    private static ApiRequest Request(Endpoint current, Endpoint named, long? workspaceId, JsonNode body) =>
        new(workspaceId is null ? current : named, workspaceId is { } id ? named.At(id) : current.Path) { Content = ApiRequest.Json(body) };

    private Task<IReadOnlyList<T>> ReadAsync<T>(Endpoint current, Endpoint named, long? workspaceId, string? key, Func<string, object?, T> make, CallContext context) => Transport.SendAsync<IReadOnlyList<T>>(
        new ApiRequest(workspaceId is null ? current : named, workspaceId is { } id ? named.At(id) : current.Path, new Query().Add("key", key)),
        response => [.. Pairs(ReplyReader.Anything(response), key).Select(pair => make(pair.Key, pair.Value))],
        context);

    // What the reply looks like is not documented: an object of settings, in an envelope or not, or a list of key and value.
    private static IEnumerable<KeyValuePair<string, object?>> Pairs(object? reply, string? key) => reply switch
    {
        IReadOnlyDictionary<string, object?> { Count: 1 } envelope when envelope.TryGetValue("data", out var data) && data is IReadOnlyDictionary<string, object?> or object?[] => Pairs(data, key),
        IReadOnlyDictionary<string, object?> pair when pair.TryGetValue("key", out var name) && name is string text && pair.TryGetValue("value", out var value) => [new(text, value)],
        IReadOnlyDictionary<string, object?> settings => settings,
        object?[] list => list.SelectMany(item => item is IReadOnlyDictionary<string, object?> one && one.TryGetValue("key", out var name) && name is string text && !one.ContainsKey("value")
            ? [new(text, one)]
            : Pairs(item, key)),
        _ when key is not null => [new(key, reply)],
        _ => [],
    };
}
