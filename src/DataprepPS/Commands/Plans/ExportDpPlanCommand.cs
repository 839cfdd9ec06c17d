using System.IO;
using System.Management.Automation;

using DataprepPS.Client.Packages;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Exports plans with their flows as packages, which Import-DpPlan brings into another workspace.</summary>
[Cmdlet(VerbsData.Export, "DpPlan", DefaultParameterSetName = DirectorySet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportDpPlanCommand : ExportCommand
{
    /// <summary>Ids of plans.</summary>
    [Parameter(Position = 0)]
    [Alias("PlanId")]
    [ResourceId("PlanId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>A note that goes with the package.</summary>
    [Parameter]
    public string? Comment { get; set; }

    private protected override IPackageClient Packages => Client.Plans;

    private protected override string? Note => Comment;
}
