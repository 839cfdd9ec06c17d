using System.Collections.Generic;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>A setting of a workspace. Follows getCurrentConfigurationForWorkspace of the API.</summary>
public sealed class WorkspaceSetting : ApiObject
{
    internal WorkspaceSetting(string key, object? value, long? workspaceId) => (Key, Value, WorkspaceId) = (key, value, workspaceId);

    /// <summary>Its name.</summary>
    public string Key { get; }

    /// <summary>Its value: text, a number, a flag, or a dictionary of these.</summary>
    public object? Value { get; }

    /// <summary>The workspace, if one was named; null for the session's own.</summary>
    public long? WorkspaceId { get; }

    /// <summary>Name and value.</summary>
    public override string ToString() => $"{Key} = {Value}";
}

/// <summary>What a setting of a workspace can be. Follows getCurrentConfigurationSchema of the API, which says of each what it likes.</summary>
public sealed class WorkspaceSettingSchema : ApiObject
{
    internal WorkspaceSettingSchema(string key, object? says, long? workspaceId)
    {
        (Key, WorkspaceId) = (key, workspaceId);
        AdditionalProperties = says as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?> { ["type"] = says };
    }

    /// <summary>The setting's name.</summary>
    public string Key { get; }

    /// <summary>The workspace, if one was named; null for the session's own.</summary>
    public long? WorkspaceId { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Key;
}
