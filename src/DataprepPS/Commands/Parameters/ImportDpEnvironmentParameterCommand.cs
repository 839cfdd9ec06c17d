using System.Management.Automation;

using DataprepPS.Client.Packages;
using DataprepPS.Client.Parameters;

namespace DataprepPS.Commands;

/// <summary>Imports environment parameters from packages that Export-DpEnvironmentParameter made, and emits them.</summary>
[Cmdlet(VerbsData.Import, "DpEnvironmentParameter", SupportsShouldProcess = true)]
[OutputType(typeof(EnvironmentParameter))]
public sealed class ImportDpEnvironmentParameterCommand : ImportCommand
{
    private protected override IPackageClient Packages => Client.EnvironmentParameters;
}
