using System.Management.Automation;

using DataprepPS.Client.Macros;
using DataprepPS.Client.Packages;

namespace DataprepPS.Commands;

/// <summary>Imports macros from packages that Export-DpMacro made, and emits what the server says of them.</summary>
[Cmdlet(VerbsData.Import, "DpMacro", SupportsShouldProcess = true)]
[OutputType(typeof(Macro))]
public sealed class ImportDpMacroCommand : ImportCommand
{
    private protected override IPackageClient Packages => Client.Macros;
}
