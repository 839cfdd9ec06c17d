using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

using DataprepPS.Client.Datasets;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Imports datasets: files, tables or queries. What they hold stays where it is.</summary>
[Cmdlet(VerbsCommon.New, "DpImportedDataset", SupportsShouldProcess = true, DefaultParameterSetName = FileSet)]
[OutputType(typeof(ImportedDataset))]
public sealed class NewDpImportedDatasetCommand : NewCommand
{
    private const string FileSet = "File";
    private const string TableSet = "Table";
    private const string QuerySet = "Query";

    /// <summary>Of a file or folder: its address, e.g. gs://bucket/folder/sales.csv.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FileSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? Uri { get; set; }

    /// <summary>Of a file: lets the server find columns and types; without it each line is one column.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Member]
    public SwitchParameter DetectStructure { get; set; }

    /// <summary>Of a table or query: the connection to it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TableSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, ParameterSetName = QuerySet, ValueFromPipelineByPropertyName = true)]
    [Alias("Connection")]
    [ResourceId("ConnectionId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member]
    public long ConnectionId { get; set; }

    /// <summary>Of a table: database or schema, outermost first.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TableSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Database")]
    [ValidateNotNullOrEmpty]
    [Member("jdbcPath")]
    public string[]? Path { get; set; }

    /// <summary>The table.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TableSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member("jdbcTable")]
    public string? Table { get; set; }

    /// <summary>The query whose rows are the dataset.</summary>
    [Parameter(Mandatory = true, ParameterSetName = QuerySet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member("raw")]
    public string? Query { get; set; }

    /// <summary>Its name; when absent that of the file or table. A query has none of its own.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? Name { get; set; }

    /// <summary>What it holds.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member]
    public string? Description { get; set; }

    private protected override IResourceClient Resources => Client.Datasets;

    private protected override void Complete(IDictionary members)
    {
        if (Table is not null)
        {
            members["jdbcType"] = "TABLE";
        }

        members["name"] = Name ?? Table ?? Uri?.Split(['/'], StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
    }
}
