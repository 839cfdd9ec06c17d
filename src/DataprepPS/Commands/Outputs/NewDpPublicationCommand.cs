using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Makes a publication for Start-DpJobGroup, New-DpOutputObject or Add-DpPublication: into which table results are published.</summary>
[Cmdlet(VerbsCommon.New, "DpPublication")]
[OutputType(typeof(Publication))]
public sealed class NewDpPublicationCommand : PSCmdlet
{
    /// <summary>The id of the connection to the database.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, long.MaxValue)]
    public long ConnectionId { get; set; }

    /// <summary>The database or schema, outermost first.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Database")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The table.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Table { get; set; } = string.Empty;

    /// <summary>
    /// The kind of database, for example bigquery, hive, redshift or snowflake. Tab completes those that are known; others
    /// pass.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TargetTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string TargetType { get; set; } = string.Empty;

    /// <summary>What to do with the table: create, load, createAndLoad, truncateAndLoad, dropAndLoad or upsert.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet("create", "load", "createAndLoad", "truncateAndLoad", "dropAndLoad", "upsert")]
    public string Action { get; set; } = "create";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Spelling.Correct(this);
        WriteObject(new Publication
        {
            ConnectionId = ConnectionId,
            Path = Path,
            Table = Table,
            TargetType = TargetType,
            Action = Action,
        });
    }
}
