using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Text;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Reports;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Makes a report over job groups: one HTML page that needs nothing else, or Markdown.</summary>
[Cmdlet(VerbsData.Export, "DpReport", DefaultParameterSetName = PageSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), ParameterSetName = [PageSet, MarkdownSet])]
[OutputType(typeof(string), ParameterSetName = [MarkdownSet])]
public sealed class ExportDpReportCommand : JobGroupIdCommand
{
    private const string PageSet = "Page";
    private const string MarkdownSet = "Markdown";

    private readonly List<ReportGroup> read = [];
    private readonly List<string> unread = [];
    private readonly HashSet<long> asked = [];
    private string? path;
    private bool isRefused;

    /// <summary>The file to write; without it, dataprep-report-TIME.html in the current directory.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>The heading of the report.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>Opens the page when it is written.</summary>
    [Parameter(ParameterSetName = PageSet)]
    public SwitchParameter Open { get; set; }

    /// <summary>Makes Markdown with a Mermaid graph instead of a page, and emits it as one string unless -OutFile names a file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MarkdownSet)]
    public SwitchParameter AsMarkdown { get; set; }

    private protected override async Task StartAsync()
    {
        await base.StartAsync().ConfigureAwait(false);
        // Asked once, for the report, before anything is read for it.
        isRefused = !await InvokeAsync(() =>
        {
            path = PathToWrite();
            return ShouldProcess(path ?? "the pipeline", "Write a report of job groups");
        }).ConfigureAwait(false);
    }

    private protected override bool TryProcess() => isRefused || base.TryProcess();

    private protected override Task ProcessAsync() => isRefused ? Task.CompletedTask : base.ProcessAsync();

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        lock (asked)
        {
            // The same group twice is one in a report.
            if (!asked.Add(id))
            {
                return Nothing;
            }
        }

        try
        {
            var group = await Client.Reports.ReadAsync(id, input?.BaseObject as JobGroup, withResults: !AsMarkdown, Calls).ConfigureAwait(false);
            return () =>
            {
                group.Input = InputRow.Of(input);
                read.Add(group);
                return Task.CompletedTask;
            };
        }
        catch (DataprepException e) when (e.Kind != ErrorKind.Authentication)
        {
            return () =>
            {
                unread.Add($"Job group {id} could not be read: {e.Message}");
                return ReportAsync(e, (object?)input ?? id, Target(id, input));
            };
        }
    }

    // A flow run or a plan run: whatever the client finds the job groups of.
    private protected override async Task TakeOtherAsync(PSObject input, ErrorRecord error)
    {
        foreach (var source in Client.Reports.Sources)
        {
            if (IdInput.TryRead(input, source.IdName, [], out var ids) is null)
            {
                await TakeFromAsync(source, ids, input).ConfigureAwait(false);
                return;
            }
        }

        await base.TakeOtherAsync(input, error).ConfigureAwait(false);
    }

    private protected override async Task EndAsync()
    {
        await base.EndAsync().ConfigureAwait(false);
        if (isRefused)
        {
            return;
        }

        var report = Client.Reports.Create(Title, read, unread);
        if (path is null)
        {
            await WriteAsync(Client.Reports.ToMarkdown(report)).ConfigureAwait(false);
            return;
        }

        try
        {
            var file = await WholeFile.WriteAsync(path, stream => Fill(report, stream)).ConfigureAwait(false);
            await WriteAsync(file).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            throw new TerminatingErrorException(new ErrorRecord(e, "DpWrongInput", ErrorCategory.WriteError, path));
        }

        if (Open)
        {
            await OpenAsync(path).ConfigureAwait(false);
        }
    }

    private async Task TakeFromAsync(IJobGroupSource source, long[] ids, PSObject input)
    {
        foreach (var id in ids)
        {
            IReadOnlyList<long> groups;
            try
            {
                groups = await source.FindAsync(id, Calls).ConfigureAwait(false);
            }
            catch (DataprepException e)
            {
                unread.Add($"The job groups of {source.IdName} {id} could not be found: {e.Message}");
                await ReportAsync(e, input, $"{source.IdName} {id}").ConfigureAwait(false);
                continue;
            }

            foreach (var group in groups)
            {
                await AddAsync(() => WorkAsync(group, null), group, Target(group, null)).ConfigureAwait(false);
            }
        }
    }

    private async Task Fill(Report report, Stream stream)
    {
        if (!AsMarkdown)
        {
            Client.Reports.WriteHtml(report, stream);
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(Client.Reports.ToMarkdown(report));
        await stream.WriteAsync(bytes, 0, bytes.Length, Abort).ConfigureAwait(false);
    }

    private string? PathToWrite()
    {
        if (OutFile is not null)
        {
            return SessionState.Path.GetUnresolvedProviderPathFromPSPath(OutFile);
        }

        // By the session's clock, so that two reports do not meet.
        return AsMarkdown ? null : SessionState.Path.GetUnresolvedProviderPathFromPSPath(
            $"dataprep-report-{Client.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.html");
    }

    private Task<bool> OpenAsync(string file) => InvokeAsync(() =>
    {
        try
        {
            InvokeProvider.Item.Invoke([file], literalPath: true);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or PipelineStoppedException))
        {
            // The report is written; that nothing here shows pages takes nothing from that.
            WriteWarning($"{file} is written, but could not be opened: {e.Message}");
        }

        return true;
    });
}
