using System.IO;
using System.Management.Automation;

using DataprepPS.Client.Packages;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Exports the flows of releases as packages.</summary>
[Cmdlet(VerbsData.Export, "DpRelease", DefaultParameterSetName = DirectorySet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportDpReleaseCommand : ExportCommand
{
    /// <summary>Ids of releases.</summary>
    [Parameter(Position = 0)]
    [Alias("ReleaseId")]
    [ResourceId("ReleaseId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IPackageClient Packages => Client.Releases;
}
