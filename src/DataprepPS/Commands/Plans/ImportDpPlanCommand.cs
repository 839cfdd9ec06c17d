using System.Management.Automation;

using DataprepPS.Client.Packages;
using DataprepPS.Client.Plans;

namespace DataprepPS.Commands;

/// <summary>Imports plans with their flows from packages that Export-DpPlan made, and emits the plans.</summary>
[Cmdlet(VerbsData.Import, "DpPlan", SupportsShouldProcess = true)]
[OutputType(typeof(Plan))]
public sealed class ImportDpPlanCommand : MappedImportCommand
{
    private protected override IPackageClient Packages => Client.Plans;
}
