using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Plans;

/// <summary>Adds tasks to plans, takes them out, and sets their parameters.</summary>
public sealed class PlanNodeClient : PlanPartClient<PlanNode>
{
    private static readonly ResourceEndpoints Lines = new("PlanNode", "/v4/planNodes")
    {
        Get = null,
        List = null,
        Count = null,
        Create = PlanEndpoints.CreateNode,
        Update = null,
        Delete = PlanEndpoints.DeleteNode,
    };

    internal PlanNodeClient(SessionParts parts)
        : base(parts, Lines, "planNodes", static () => DataprepJson.Default.PlanNode)
    {
    }

    /// <summary>Adds a task. Without <c>flowNodeIds</c> a flow's task runs all recipes of the flow that have an output.</summary>
    /// <param name="members">The request's members under the API's names.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been added.</exception>
    public override async Task<PlanNode> CreateAsync(IDictionary members, CallContext context)
    {
        if (members["task"] is IDictionary task && task["flowId"] is long flow && !task.Contains("flowNodeIds"))
        {
            task["flowNodeIds"] = await OutputNodesAsync(flow, context).ConfigureAwait(false);
        }

        var node = await base.CreateAsync(members, context).ConfigureAwait(false);
        node.PlanId ??= members["planId"] as long?;
        return node;
    }

    /// <summary>Reads the run parameters of a task. Follows getPlanNodeRunParameters.</summary>
    public async Task<PlanNodeParameters> GetParametersAsync(long id, CallContext context)
    {
        var node = await Transport.SendAsync(
            ApiRequest.Get(PlanEndpoints.NodeParameters, id), response => ReplyReader.Object(response, DataprepJson.Default.PlanNodeParameters), context).ConfigureAwait(false);
        node.PlanNodeId = id;
        return node;
    }

    /// <summary>Sets a run parameter of a task for all runs of its plan. Follows createPlanOverride and updatePlanOverride.</summary>
    /// <param name="id">The task.</param>
    /// <param name="key">The parameter's key.</param>
    /// <param name="value">A text, or a dictionary such as <c>{variable:{value}}</c>.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been set.</exception>
    public async Task<PlanOverride> SetOverrideAsync(long id, string key, object? value, CallContext context)
    {
        var known = await GetParametersAsync(id, context).ConfigureAwait(false);
        var body = Body(new Hashtable
        {
            ["planNodeId"] = id,
            ["overrideKey"] = key,
            ["value"] = value as IDictionary ?? new Hashtable { [known.KindOf(key)] = new Hashtable { ["value"] = value } },
        });
        var wanted = JsonSerializer.Deserialize(body["value"], DataprepJson.Default.ParameterValue)?.Text;
        var (endpoint, path) = OverrideIn(known) is { } old
            ? (PlanEndpoints.UpdateOverride, PlanEndpoints.UpdateOverride.At(old.Id))
            : (PlanEndpoints.CreateOverride, PlanEndpoints.CreateOverride.Path);
        var set = await ChangeAsync(
            new ApiRequest(endpoint, path) { Content = ApiRequest.Json(body) },
            response => ReplyReader.Identified(response, DataprepJson.Default.PlanOverride),
            $"Look at it: Get-DpPlanParameter -PlanNodeId {id}. Setting the same again does no harm.",
            async () => OverrideIn(await GetParametersAsync(id, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false)) is { } shown && wanted is not null && shown.Value?.Text == wanted
                ? new Settled<PlanOverride>(shown, $"task {id} shows {shown}.")
                : new Settled<PlanOverride>(null, $"Task {id} does not show it."),
            context).ConfigureAwait(false);
        set.PlanNodeId ??= id;
        set.OverrideKey ??= key;
        return set;

        PlanOverride? OverrideIn(PlanNodeParameters parameters) => parameters.PlanOverrides?.FirstOrDefault(one => one.OverrideKey == key);
    }

    private async Task<IReadOnlyList<long>> OutputNodesAsync(long flow, CallContext context)
    {
        List<long> nodes = [];
        await ListAsync(
            FlowEndpoints.Outputs,
            FlowEndpoints.Outputs.At(flow),
            new Query(),
            DataprepJson.Default.OutputNode,
            null,
            output =>
            {
                nodes.AddRange(output.FlowNode is { Id: > 0 } node && !nodes.Contains(node.Id) ? [node.Id] : Array.Empty<long>());
                return Task.FromResult(true);
            },
            context).ConfigureAwait(false);
        return nodes;
    }
}

/// <summary>Of an output only the recipe that it is of. The specification of 2025 spells it <c>flownode</c>, servers before <c>flowNode</c>.</summary>
internal sealed class OutputNode : Resource
{
    public ResourceReference? FlowNode { get; set; }
}
