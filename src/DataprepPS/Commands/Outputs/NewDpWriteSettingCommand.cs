using System;
using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Makes a write setting for Start-DpJobGroup, New-DpOutputObject or Add-DpWriteSetting. Nothing is sent.</summary>
[Cmdlet(VerbsCommon.New, "DpWriteSetting")]
[OutputType(typeof(WriteSetting))]
public sealed class NewDpWriteSettingCommand : PSCmdlet
{
    /// <summary>Full path of the output.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>What to do when the file is there.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet("create", "append", "overwrite")]
    public string Action { get; set; } = "create";

    /// <summary>The format.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateSet("csv", "json", "avro", "pqt", "hyper")]
    public string Format { get; set; } = string.Empty;

    /// <summary>The compression. The path must end as it says: .gz, .bz2.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet("none", "gzip", "bzip2", "snappy")]
    public string? Compression { get; set; }

    /// <summary>csv: column names in the first line.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Header { get; set; }

    /// <summary>csv and json: one file instead of parts.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter AsSingleFile { get; set; }

    /// <summary>csv: what stands between values.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Delimiter { get; set; }

    /// <summary>csv: values in quotes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter HasQuotes { get; set; }

    /// <summary>Also values that do not fit their type.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter IncludeMismatches { get; set; }

    /// <summary>The connection, for targets such as SFTP.</summary>
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
