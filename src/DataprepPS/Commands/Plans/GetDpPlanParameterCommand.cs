using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Plans;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Lists the run parameters of plans or of single tasks of theirs, one object a task, with what the plan sets of them.</summary>
[Cmdlet(VerbsCommon.Get, "DpPlanParameter", DefaultParameterSetName = PlanSet)]
[OutputType(typeof(PlanNodeParameters))]
public sealed class GetDpPlanParameterCommand : IdCommand
{
    private const string PlanSet = "Plan";
    private const string NodeSet = "PlanNode";

    /// <summary>Ids of plans.</summary>
    [Parameter(Position = 0, ParameterSetName = PlanSet)]
    [Alias("Plan")]
    [ResourceId("PlanId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? PlanId { get; set; }

    /// <summary>Ids of tasks.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NodeSet)]
    [Alias("PlanNode")]
    [ResourceId("PlanNodeId")]
    [ValidateRange(1, long.MaxValue)]
    public long[]? PlanNodeId { get; set; }

    private protected override long[]? Ids => PlanNodeId ?? PlanId;

    private protected override string IdName => PlanNodeId is null ? "PlanId" : "PlanNodeId";

    // A task tells its plan too, but is meant itself.
    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input) =>
        (PlanNodeId is null ? NodeOf(input) : id) is { } node
            ? Write(await Client.Plans.Nodes.GetParametersAsync(node, Calls).ConfigureAwait(false))
            : Write(await Client.Plans.GetParametersAsync(id, Calls).ConfigureAwait(false));

    private protected override Task TakeOtherAsync(PSObject input, ErrorRecord error) =>
        NodeOf(input) is { } node ? AddAsync(() => WorkAsync(node, input), input, $"Task {node}") : base.TakeOtherAsync(input, error);

    private static long? NodeOf(PSObject? input) =>
        input is not null && !IdInput.IsPlain(input) && IdInput.TryRead(input, "PlanNodeId", [], out var ids) is null ? ids[0] : null;
}
