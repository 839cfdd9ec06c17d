using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Sets run parameters of tasks of plans for all runs to come, whether the plan had set them before or not.</summary>
[Cmdlet(VerbsCommon.Set, "DpPlanOverride", SupportsShouldProcess = true)]
[OutputType(typeof(PlanOverride))]
public sealed class SetDpPlanOverrideCommand : IdCommand
{
    /// <summary>Ids of tasks.</summary>
    [Parameter(Position = 0)]
    [Alias("PlanNode")]
    [ResourceId("PlanNodeId")]
    [ValidateRange(1, long.MaxValue)]
    public long[]? PlanNodeId { get; set; }

    /// <summary>
    /// Values by the keys of the parameters, as Get-DpPlanParameter lists them: @{ region = 'emea' }. A value that is more than a text
    /// is a hashtable in the API's form.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public IDictionary Parameter { get; set; } = new Hashtable();

    /// <summary>Emits each value as it is set.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override long[]? Ids => PlanNodeId;

    private protected override string IdName => "PlanNodeId";

    private protected override string Change => $"Set {string.Join(", ", Parameter.Keys.Cast<object>())}";

    private protected override int AtATime => 8;

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        List<ApiObject> set = [];
        foreach (DictionaryEntry pair in PlainObjects.ToPlain(Parameter))
        {
            set.Add(await Client.Plans.Nodes.SetOverrideAsync(id, $"{pair.Key}", pair.Value, Calls).ConfigureAwait(false));
        }

        return PassThru ? Write(set) : Nothing;
    }
}
