using System.Management.Automation;

using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Renames plans, or changes what is said of them.</summary>
[Cmdlet(VerbsCommon.Set, "DpPlan", SupportsShouldProcess = true)]
[OutputType(typeof(Plan))]
public sealed class SetDpPlanCommand : SetCommand
{
    /// <summary>Ids of plans.</summary>
    [Parameter(Position = 0)]
    [Alias("PlanId")]
    [ResourceId("PlanId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Its new name.</summary>
    [Parameter]
    [Member]
    public string? Name { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    [Member]
    public string? Description { get; set; }

    /// <summary>Sends messages about its runs; -NotificationEnabled:$false sends none.</summary>
    [Parameter]
    [Member("notificationsEnabled")]
    public SwitchParameter NotificationEnabled { get; set; }

    private protected override IResourceClient Resources => Client.Plans;
}
