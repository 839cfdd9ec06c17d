using System;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;

namespace DataprepPS.Commands;

/// <summary>Saves the PDF profile of job groups' results, as jobGroup-ID.pdf unless it is told another name.</summary>
[Cmdlet(VerbsData.Save, "DpJobGroupResult", DefaultParameterSetName = DirectorySet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class SaveDpJobGroupResultCommand : SaveCommand
{
    /// <summary>Ids of job groups.</summary>
    [Parameter(Position = 0)]
    [Alias("JobGroupId")]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override string IdName => "JobGroupId";

    private protected override string Change => "Save the PDF profile";

    private protected override string Extension => ".pdf";

    private protected override string FileWord => "jobGroup";

    // Each holds a connection for as long as the server draws the pages, and the quota is small.
    private protected override int AtATime => 4;

    private protected override Task DownloadAsync(long id, Stream target, Action<long> onBytes) => Client.JobGroups.DownloadPdfResultsAsync(id, target, Calls);
}
