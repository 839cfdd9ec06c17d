using System.IO;
using System.Management.Automation;

using DataprepPS.Client.Packages;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>
/// Exports macros as packages, which Import-DpMacro brings into another workspace: JSON files called macro-ID.json, because the API
/// tells no names of macros.
/// </summary>
[Cmdlet(VerbsData.Export, "DpMacro", DefaultParameterSetName = DirectorySet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportDpMacroCommand : ExportCommand
{
    /// <summary>Ids of macros.</summary>
    [Parameter(Position = 0)]
    [Alias("MacroId")]
    [ResourceId("MacroId")]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IPackageClient Packages => Client.Macros;

    private protected override string Extension => ".json";
}
