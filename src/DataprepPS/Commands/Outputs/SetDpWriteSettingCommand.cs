using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Changes where and how output objects write files.</summary>
[Cmdlet(VerbsCommon.Set, "DpWriteSetting", SupportsShouldProcess = true)]
[OutputType(typeof(WriteSetting))]
public sealed class SetDpWriteSettingCommand : SetCommand
{
    /// <summary>Ids of write settings.</summary>
    [Parameter(Position = 0)]
    [Alias("WriteSettingId")]
    [ResourceId("WriteSettingId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Full path of the output.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? Path { get; set; }

    /// <summary>What to do when the file is there.</summary>
    [Parameter]
    [ValidateSet("create", "append", "overwrite")]
    [Member]
    public string? Action { get; set; }

    /// <summary>The format.</summary>
    [Parameter]
    [ValidateSet("csv", "json", "avro", "pqt", "hyper")]
    [Member]
    public string? Format { get; set; }

    /// <summary>The compression. The path must end as it says: .gz, .bz2.</summary>
    [Parameter]
    [ValidateSet("none", "gzip", "bzip2", "snappy")]
    [Member]
    public string? Compression { get; set; }

    /// <summary>csv: column names in the first line.</summary>
    [Parameter]
    [Member]
    public SwitchParameter Header { get; set; }

    /// <summary>csv and json: one file instead of parts.</summary>
    [Parameter]
    [Member]
    public SwitchParameter AsSingleFile { get; set; }

    /// <summary>csv: what stands between values.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Member("delim")]
    public string? Delimiter { get; set; }

    /// <summary>csv: values in quotes.</summary>
    [Parameter]
    [Member]
    public SwitchParameter HasQuotes { get; set; }

    /// <summary>Also values that do not fit their type.</summary>
    [Parameter]
    [Member]
    public SwitchParameter IncludeMismatches { get; set; }

    /// <summary>The connection, for targets such as SFTP.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? ConnectionId { get; set; }

    private protected override IResourceClient Resources => Client.WriteSettings;
}
