using System;
using System.Collections.Generic;

using DataprepPS.Client.Api;
using DataprepPS.Client.Deployments;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Outputs;
using DataprepPS.Client.Pacing;
using DataprepPS.Client.Workspaces;

namespace DataprepPS.Client;

/// <summary>
/// One session with one server: one set of connections, one governor of its quotas, one secret. Safe to use
/// from many threads. Nothing is sent, and no HTTP stack built, before the first call.
/// </summary>
public sealed class DataprepClient : IDisposable
{
    private readonly Transport transport;

    /// <summary>Makes a session.</summary>
    /// <exception cref="InsecureBaseUriException">Plain http to another machine without permission.</exception>
    /// <exception cref="ArgumentException">Something is missing or of the wrong form.</exception>
    public DataprepClient(DataprepClientOptions options)
    {
        options = options.Completed();
        options.Check();
        BaseUri = options.BaseUri;
        CreatedAt = options.TimeProvider.GetLocalNow();
        transport = new Transport(options);
        JobGroups = new JobGroupClient(transport, options.TimeProvider);
        Deployments = new DeploymentClient(transport, options.TimeProvider, JobGroups);
        Outputs = new OutputObjectClient(transport, options.TimeProvider);
        Workspaces = new WorkspaceClient(transport, options.TimeProvider);
        Api = new ApiClient(transport, options.TimeProvider);
    }

    /// <summary>The server.</summary>
    public Uri BaseUri { get; }

    /// <summary>When the session was made.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>Job groups, their jobs, results and publications.</summary>
    public JobGroupClient JobGroups { get; }

    /// <summary>Deployments.</summary>
    public DeploymentClient Deployments { get; }

    /// <summary>Output objects.</summary>
    public OutputObjectClient Outputs { get; }

    /// <summary>Workspaces and people.</summary>
    public WorkspaceClient Workspaces { get; }

    /// <summary>Any call.</summary>
    public ApiClient Api { get; }

    /// <summary>What the session knows of the server's quotas, per endpoint class.</summary>
    public IReadOnlyList<RateLimitStatus> RateLimits => transport.Governor.Status();

    /// <summary>Closes the connections and wipes the secret.</summary>
    public void Dispose() => transport.Dispose();
}
