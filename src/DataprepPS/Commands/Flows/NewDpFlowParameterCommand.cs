using System.Collections;
using System.Management.Automation;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Sets run parameters of flows for all their recipes.</summary>
[Cmdlet(VerbsCommon.New, "DpFlowParameter", SupportsShouldProcess = true)]
[OutputType(typeof(FlowParameter))]
public sealed class NewDpFlowParameterCommand : NewCommand
{
    /// <summary>The flow.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Flow")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member]
    public long FlowId { get; set; }

    /// <summary>The parameter.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Key")]
    [ValidateNotNullOrEmpty]
    [Member]
    public string OverrideKey { get; set; } = string.Empty;

    /// <summary>Its value: text for a variable; a hashtable under the API's names for other kinds, e.g. @{ pattern = ... }.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [RunParameterValue]
    [ValidateNotNull]
    [Member]
    public IDictionary? Value { get; set; }

    private protected override IResourceClient Resources => Client.FlowParameters;

    private protected override string Target(IDictionary members) => $"Flow {FlowId}, parameter {OverrideKey}";
}
