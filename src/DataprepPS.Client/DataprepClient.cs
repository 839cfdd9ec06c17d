using System;
using System.Collections.Generic;
using System.Linq;

using DataprepPS.Client.Api;
using DataprepPS.Client.Connections;
using DataprepPS.Client.Datasets;
using DataprepPS.Client.Deployments;
using DataprepPS.Client.Flows;
using DataprepPS.Client.Folders;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Macros;
using DataprepPS.Client.Outputs;
using DataprepPS.Client.Pacing;
using DataprepPS.Client.Reports;
using DataprepPS.Client.Parameters;
using DataprepPS.Client.Plans;
using DataprepPS.Client.Recipes;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Schedules;
using DataprepPS.Client.Workspaces;

namespace DataprepPS.Client;

/// <summary>
/// One session with one server: one set of connections, one governor of its quotas, one secret. Safe to use
/// from many threads. Nothing is sent, and no HTTP stack built, before the first call.
/// </summary>
public sealed class DataprepClient : IDisposable
{
    // By what cmdlets call them. Made when somebody asks for an object whose kind is known by name only.
    private readonly Lazy<Dictionary<string, IResourceClient>> resources;
    private readonly Transport transport;
    private readonly TimeProvider time;

    /// <summary>Makes a session.</summary>
    /// <exception cref="InsecureBaseUriException">Plain http to another machine without permission.</exception>
    /// <exception cref="ArgumentException">Something is missing or of the wrong form.</exception>
    public DataprepClient(DataprepClientOptions options)
    {
        options = options.Completed();
        options.Check();
        BaseUri = options.BaseUri;
        time = options.TimeProvider;
        CreatedAt = Now;
        transport = new Transport(options);
        var parts = new SessionParts(transport, options.TimeProvider);
        JobGroups = new JobGroupClient(parts);
        Releases = new ReleaseClient(parts);
        Deployments = new DeploymentClient(parts, JobGroups, Releases);
        Flows = new FlowClient(parts);
        FlowRuns = new FlowRunClient(parts, JobGroups);
        FlowParameters = new FlowParameterClient(parts);
        Webhooks = new WebhookClient(parts);
        Folders = new FolderClient(parts);
        Macros = new MacroClient(parts);
        Plans = new PlanClient(parts);
        PlanRuns = new PlanRunClient(parts, JobGroups, Plans);
        Schedules = new ScheduleClient(parts);
        EnvironmentParameters = new EnvironmentParameterClient(parts);
        Recipes = new RecipeClient(parts);
        Datasets = new DatasetClient(parts);
        Outputs = new OutputObjectClient(parts);
        WriteSettings = new WriteSettingClient(parts);
        Publications = new PublicationClient(parts);
        SqlScripts = new SqlScriptClient(parts);
        Connections = new ConnectionClient(parts);
        People = new PersonClient(parts);
        Groups = new GroupClient(parts);
        Roles = new RoleClient(parts);
        Workspaces = new WorkspaceClient(parts);
        WorkspaceSettings = new WorkspaceSettingClient(parts);
        AccessTokens = new AccessTokenClient(parts);
        Api = new ApiClient(parts);
        Reports = new ReportClient(parts, JobGroups, PlanRuns, BaseUri);
        resources = new Lazy<Dictionary<string, IResourceClient>>(() => typeof(DataprepClient).GetProperties()
            .Select(property => property.GetValue(this)).OfType<IResourceClient>().ToDictionary(resource => resource.Noun, StringComparer.OrdinalIgnoreCase));
        Suggestions = new Suggestions(options.TimeProvider, noun => resources.Value.TryGetValue(noun, out var resource) ? resource : null, IsTight);
    }

    /// <summary>The server.</summary>
    public Uri BaseUri { get; }

    /// <summary>When the session was made.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The session's clock, in the zone of this machine.</summary>
    public DateTimeOffset Now => time.GetLocalNow();

    /// <summary>Job groups, their jobs, results and publications.</summary>
    public JobGroupClient JobGroups { get; }

    /// <summary>Deployments.</summary>
    public DeploymentClient Deployments { get; }

    /// <summary>Releases of deployments.</summary>
    public ReleaseClient Releases { get; }

    /// <summary>Flows.</summary>
    public FlowClient Flows { get; }

    /// <summary>Runs of flows.</summary>
    public FlowRunClient FlowRuns { get; }

    /// <summary>Run parameters that flows set for all their recipes.</summary>
    public FlowParameterClient FlowParameters { get; }

    /// <summary>Calls that the server makes when jobs of a flow end.</summary>
    public WebhookClient Webhooks { get; }

    /// <summary>Folders.</summary>
    public FolderClient Folders { get; }

    /// <summary>Recipes, which the API calls wrangled datasets.</summary>
    public RecipeClient Recipes { get; }

    /// <summary>Imported datasets.</summary>
    public DatasetClient Datasets { get; }

    /// <summary>Macros.</summary>
    public MacroClient Macros { get; }

    /// <summary>Plans, their tasks and parameters.</summary>
    public PlanClient Plans { get; }

    /// <summary>Runs of plans.</summary>
    public PlanRunClient PlanRuns { get; }

    /// <summary>Schedules.</summary>
    public ScheduleClient Schedules { get; }

    /// <summary>Environment parameters.</summary>
    public EnvironmentParameterClient EnvironmentParameters { get; }

    /// <summary>Output objects.</summary>
    public OutputObjectClient Outputs { get; }

    /// <summary>The files that outputs write.</summary>
    public WriteSettingClient WriteSettings { get; }

    /// <summary>The tables that outputs publish to.</summary>
    public PublicationClient Publications { get; }

    /// <summary>The SQL that outputs run.</summary>
    public SqlScriptClient SqlScripts { get; }

    /// <summary>Connections.</summary>
    public ConnectionClient Connections { get; }

    /// <summary>Users.</summary>
    public PersonClient People { get; }

    /// <summary>Groups of users.</summary>
    public GroupClient Groups { get; }

    /// <summary>Roles.</summary>
    public RoleClient Roles { get; }

    /// <summary>Workspaces.</summary>
    public WorkspaceClient Workspaces { get; }

    /// <summary>Settings of workspaces.</summary>
    public WorkspaceSettingClient WorkspaceSettings { get; }

    /// <summary>Access tokens.</summary>
    public AccessTokenClient AccessTokens { get; }

    /// <summary>Any call.</summary>
    public ApiClient Api { get; }

    /// <summary>Reports over job groups.</summary>
    public ReportClient Reports { get; }
    /// <summary>What somebody who types may mean.</summary>
    public Suggestions Suggestions { get; }

    /// <summary>What the session knows of the server's quotas, per endpoint class.</summary>
    public IReadOnlyList<RateLimitStatus> RateLimits => transport.Governor.Status();

    // Where the server counts calls, those it counts are not spent on somebody's Tab key.
    private bool IsTight() => RateLimits.Any(limit => limit.ClosedUntil is not null);

    /// <summary>Closes the connections and wipes the secret.</summary>
    public void Dispose() => transport.Dispose();
}
