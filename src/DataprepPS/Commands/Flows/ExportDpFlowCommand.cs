using System;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Packages;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Exports flows with all that is in them as packages, which Import-DpFlow brings into another workspace.</summary>
[Cmdlet(VerbsData.Export, "DpFlow", DefaultParameterSetName = DirectorySet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
[OutputType(typeof(PackageCheck), ParameterSetName = [DryRunSet])]
public sealed class ExportDpFlowCommand : ExportCommand
{
    private const string DryRunSet = "DryRun";

    /// <summary>Ids of flows.</summary>
    [Parameter(Position = 0)]
    [Alias("FlowId")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>A note that goes with the package.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = DirectorySet)]
    public string? Comment { get; set; }

    /// <summary>Only says whether the export would work: whether one has all the permissions that it needs.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DryRunSet)]
    public SwitchParameter DryRun { get; set; }

    private protected override IPackageClient Packages => Client.Flows;

    private protected override string? Note => Comment;

    private protected override string Change => DryRun ? "Check the export" : base.Change;

    private protected override Func<Task<Func<Task>>> Prepare(long id, PSObject? input) =>
        DryRun ? async () => Write(await Client.Flows.CheckExportAsync(id, Calls).ConfigureAwait(false)) : base.Prepare(id, input);
}
