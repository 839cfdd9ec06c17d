using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Deployments;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>
/// Sets the import rules of deployments, in place of all that they had of that kind; a warning names those that there are no more.
/// Rules are hashtables, or what Get-DpDeploymentRule emits.
/// </summary>
[Cmdlet(VerbsCommon.Set, "DpDeploymentRule", SupportsShouldProcess = true)]
[OutputType(typeof(DeploymentRule))]
public sealed class SetDpDeploymentRuleCommand : IdCommand
{
    /// <summary>Ids of deployments.</summary>
    [Parameter(Position = 0)]
    [Alias("DeploymentId")]
    [ResourceId("DeploymentId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    /// <summary>
    /// Which objects take the place of those that a package names: @{ on = 'uuid there'; with = 5 } for connections, or in the API's
    /// form, with tableName, onCondition and withCondition. An empty list removes all.
    /// </summary>
    [Parameter]
    [AllowEmptyCollection]
    public object[]? ObjectRule { get; set; }

    /// <summary>
    /// Which values take the place of those in a package, the second rule after the first: @{ type = 's3Bucket'; on = 'dev'; with =
    /// 'prod' }; type can be fileLocation too. An empty list removes all.
    /// </summary>
    [Parameter]
    [AllowEmptyCollection]
    public object[]? ValueRule { get; set; }

    /// <summary>Emits the rules as they are afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override long[]? Ids => Id;

    private protected override string IdName => "DeploymentId";

    private protected override string Change => $"Replace all {(ObjectRule is null ? "value" : ValueRule is null ? "object" : "object and value")} rules";

    private protected override int AtATime => 8;

    private protected override async Task StartAsync()
    {
        await base.StartAsync().ConfigureAwait(false);
        if (ObjectRule is null && ValueRule is null)
        {
            throw new TerminatingErrorException(ErrorRecords.Invalid("DpWrongInput", "Set-DpDeploymentRule was given no rules.", "Give some with -ObjectRule or -ValueRule; an empty list, @(), removes all.", null));
        }
    }

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        List<DeploymentRule> gone = [];
        foreach (var (kind, rules) in new[] { (DeploymentRuleKind.ObjectRule, ObjectRule), (DeploymentRuleKind.ValueRule, ValueRule) })
        {
            if (rules is not null)
            {
                gone.AddRange(await Client.Deployments.SetRulesAsync(id, kind, [.. rules.Select(rule => PlainObjects.ToPlain(rule)!)], Calls).ConfigureAwait(false));
            }
        }

        if (gone.Count > 0)
        {
            Post(() => WriteWarning($"Deployment {id} has these rules no more: {string.Join("; ", gone)}."));
        }

        return PassThru ? Write(await Client.Deployments.GetRulesAsync(id, Calls).ConfigureAwait(false)) : Nothing;
    }
}
