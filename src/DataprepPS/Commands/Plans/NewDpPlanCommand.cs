using System.Management.Automation;

using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Creates plans, without tasks yet.</summary>
[Cmdlet(VerbsCommon.New, "DpPlan", SupportsShouldProcess = true)]
[OutputType(typeof(Plan))]
public sealed class NewDpPlanCommand : NewCommand
{
    /// <summary>Its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string Name { get; set; } = string.Empty;

    /// <summary>What it is for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member]
    public string? Description { get; set; }

    private protected override IResourceClient Resources => Client.Plans;
}
