using System;

using DataprepPS.Client.Http;
using DataprepPS.Client.Packages;
using DataprepPS.Client.Runs;
using DataprepPS.Client.Workspaces;

namespace DataprepPS.Client.Resources;

/// <summary>What the clients of all resources of one session share.</summary>
internal sealed class SessionParts(Transport transport, TimeProvider time)
{
    public Transport Transport { get; } = transport;

    public TimeProvider Time { get; } = time;

    /// <summary>Whose token it is.</summary>
    public CurrentUser Me { get; } = new(transport);

    /// <summary>Whose workspace it is.</summary>
    public CurrentWorkspace Workspace { get; } = new(transport);

    /// <summary>What this server calls the file in an upload.</summary>
    public UploadPart UploadPart { get; } = new();

    /// <summary>What this session is about to start.</summary>
    public StartsUnderWay Starts { get; } = new(time);
}
