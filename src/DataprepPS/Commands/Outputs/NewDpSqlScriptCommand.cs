using System.Collections;
using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Adds SQL to what output objects run before or after a job.</summary>
[Cmdlet(VerbsCommon.New, "DpSqlScript", SupportsShouldProcess = true)]
[OutputType(typeof(SqlScript))]
public sealed class NewDpSqlScriptCommand : NewCommand
{
    /// <summary>The output object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("OutputObject")]
    [ResourceId("OutputObjectId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member]
    public long OutputObjectId { get; set; }

    /// <summary>The SQL.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member("sqlScript")]
    public string Sql { get; set; } = string.Empty;

    /// <summary>When it runs: pre, before data is read, or post, after results are written.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SqlScriptTypeCompleter))]
    [ValidateNotNullOrEmpty]
    [Member]
    public string Type { get; set; } = string.Empty;

    /// <summary>The kind of database, e.g. bigquery.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(VendorCompleter))]
    [ValidateNotNullOrEmpty]
    [Member]
    public string Vendor { get; set; } = string.Empty;

    /// <summary>The connection to the database.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Connection")]
    [ResourceId("ConnectionId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member]
    public long ConnectionId { get; set; }

    private protected override IResourceClient Resources => Client.SqlScripts;

    private protected override string Target(IDictionary members) => $"OutputObject {OutputObjectId}";

    private protected override string Change => $"Add the SQL script {Type} {Sql}";
}
