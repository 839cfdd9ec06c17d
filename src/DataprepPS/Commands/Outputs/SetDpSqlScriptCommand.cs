using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Changes the SQL that output objects run before or after a job.</summary>
[Cmdlet(VerbsCommon.Set, "DpSqlScript", SupportsShouldProcess = true)]
[OutputType(typeof(SqlScript))]
public sealed class SetDpSqlScriptCommand : SetCommand
{
    /// <summary>Ids of SQL scripts.</summary>
    [Parameter(Position = 0)]
    [Alias("SqlScriptId")]
    [ResourceId("SqlScriptId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>The SQL.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Member("sqlScript")]
    public string? Sql { get; set; }

    /// <summary>When it runs: pre, before data is read, or post, after results are written.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SqlScriptTypeCompleter))]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? Type { get; set; }

    /// <summary>The kind of database, e.g. bigquery.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VendorCompleter))]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? Vendor { get; set; }

    /// <summary>The connection to the database.</summary>
    [Parameter]
    [Alias("Connection")]
    [ResourceId("ConnectionId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member]
    public long ConnectionId { get; set; }

    private protected override IResourceClient Resources => Client.SqlScripts;
}
