using System;
using System.IO;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Saves the PDF profile of job groups.</summary>
[Cmdlet(VerbsData.Save, "DpJobGroupResult", DefaultParameterSetName = DirectorySet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class SaveDpJobGroupResultCommand : JobGroupIdCommand
{
    private const string FileSet = "File";
    private const string DirectorySet = "Directory";

    private int files;

    /// <summary>The file to write. For one job group: with several, each replaces the one before.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>The directory in which to write jobGroup-ID.pdf for each job group. Without it, the current directory.</summary>
    [Parameter(ParameterSetName = DirectorySet)]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set; }

    private protected override string Change => "Save the PDF profile";

    // Each holds a connection for as long as the server draws the pages, and the quota is small.
    private protected override int AtATime => 4;

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        if (OutFile is not null && Interlocked.Increment(ref files) > 1)
        {
            throw new ArgumentException($"Job group {id} was not saved: -OutFile names one file, for one job group. For several use -Directory.");
        }

        var path = await InvokeAsync(() => OutFile is not null
            ? SessionState.Path.GetUnresolvedProviderPathFromPSPath(OutFile)
            : Path.Combine(SessionState.Path.GetUnresolvedProviderPathFromPSPath(Directory ?? "."), $"jobGroup-{id}.pdf")).ConfigureAwait(false);
        var file = await WholeFile.WriteAsync(path, stream => Client.JobGroups.DownloadPdfResultsAsync(id, stream, Calls)).ConfigureAwait(false);
        return () => WriteAsync(file);
    }
}
