using System;
using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Makes a write setting for Start-DpJobGroup, New-DpOutputObject or Add-DpWriteSetting: where and how a file is written.</summary>
[Cmdlet(VerbsCommon.New, "DpWriteSetting")]
[OutputType(typeof(WriteSetting))]
public sealed class NewDpWriteSettingCommand : PSCmdlet
{
    /// <summary>The full path of the file, for example gs://bucket/folder/sales.csv.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>What to do when the file is there: create (a new one beside it), append or overwrite.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet("create", "append", "overwrite")]
    public string Action { get; set; } = "create";

    /// <summary>csv, json, avro, pqt (Parquet) or hyper (Tableau).</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateSet("csv", "json", "avro", "pqt", "hyper")]
    public string Format { get; set; } = string.Empty;

    /// <summary>none, gzip, bzip2 or snappy. With gzip the path must end in .gz, with bzip2 in .bz2.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet("none", "gzip", "bzip2", "snappy")]
    public string? Compression { get; set; }

    /// <summary>For csv: whether the first line holds the names of the columns.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Header { get; set; }

    /// <summary>For csv and json: one file instead of several parts.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter AsSingleFile { get; set; }

    /// <summary>For csv: what stands between the values.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Delimiter { get; set; }

    /// <summary>For csv: whether values stand in quotes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter HasQuotes { get; set; }

    /// <summary>Whether values that do not fit the type of their column are written.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter IncludeMismatches { get; set; }

    /// <summary>The id of the connection, for targets such as SFTP.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? ConnectionId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Spelling.Correct(this);
        if (Problem() is { } problem)
        {
            WriteError(ErrorRecords.Invalid("DpWrongInput", problem, "The server does not check write settings; a wrong one fails the job.", Path));
            return;
        }

        WriteObject(new WriteSetting
        {
            Path = Path,
            Action = Action,
            Format = Format,
            Compression = Compression,
            Header = Switch(nameof(Header), Header),
            AsSingleFile = Switch(nameof(AsSingleFile), AsSingleFile),
            Delimiter = Delimiter,
            HasQuotes = Switch(nameof(HasQuotes), HasQuotes),
            IncludeMismatches = Switch(nameof(IncludeMismatches), IncludeMismatches),
            ConnectionId = ConnectionId,
        });
    }

    private string? Problem()
    {
        var isCsv = Is("csv");
        if ((Header || HasQuotes || Delimiter is not null) && !isCsv)
        {
            return $"-Header, -HasQuotes and -Delimiter belong to csv, not to {Format}.";
        }

        if (AsSingleFile && !isCsv && !Is("json"))
        {
            return $"-AsSingleFile belongs to csv and json, not to {Format}.";
        }

        return Compression switch
        {
            "gzip" when !Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) => $"With gzip the path must end in .gz: \"{Path}\".",
            "bzip2" when !Path.EndsWith(".bz2", StringComparison.OrdinalIgnoreCase) => $"With bzip2 the path must end in .bz2: \"{Path}\".",
            _ => null,
        };
    }

    private bool Is(string format) => string.Equals(Format, format, StringComparison.OrdinalIgnoreCase);

    // What was not said is left to the server, which is not the same as false.
    private bool? Switch(string name, SwitchParameter value) =>
        MyInvocation.BoundParameters.ContainsKey(name) ? value.IsPresent : null;
}
