using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Deployments;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Lists the import rules of deployments, in the order in which they are applied: those about objects, then those about values.</summary>
[Cmdlet(VerbsCommon.Get, "DpDeploymentRule")]
[OutputType(typeof(DeploymentRule))]
public sealed class GetDpDeploymentRuleCommand : IdCommand
{
    /// <summary>Ids of deployments.</summary>
    [Parameter(Position = 0)]
    [Alias("DeploymentId")]
    [ResourceId("DeploymentId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    private protected override long[]? Ids => Id;

    private protected override string IdName => "DeploymentId";

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input) =>
        Write(await Client.Deployments.GetRulesAsync(id, Calls).ConfigureAwait(false));
}
