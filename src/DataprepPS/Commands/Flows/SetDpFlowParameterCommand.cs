using System.Collections;
using System.Management.Automation;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Changes run parameters that flows set for all their recipes.</summary>
[Cmdlet(VerbsCommon.Set, "DpFlowParameter", SupportsShouldProcess = true)]
[OutputType(typeof(FlowParameter))]
public sealed class SetDpFlowParameterCommand : SetCommand
{
    /// <summary>Ids of flow parameters.</summary>
    [Parameter(Position = 0)]
    [Alias("FlowParameterId")]
    [ResourceId("FlowParameterId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>The parameter, if another is meant now.</summary>
    [Parameter]
    [Alias("Key")]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? OverrideKey { get; set; }

    /// <summary>Its value: text for a variable; a hashtable under the API's names for other kinds, e.g. @{ pattern = ... }.</summary>
    [Parameter]
    [RunParameterValue]
    [ValidateNotNull]
    [Member]
    public IDictionary? Value { get; set; }

    private protected override IResourceClient Resources => Client.FlowParameters;
}
