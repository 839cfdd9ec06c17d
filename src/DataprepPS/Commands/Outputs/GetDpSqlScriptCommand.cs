using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads the SQL that output objects run before or after a job: by id, of an output object, or all.</summary>
[Cmdlet(VerbsCommon.Get, "DpSqlScript", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(SqlScript))]
[Associations("outputObject", "connection", "creator", "updater")]
public sealed class GetDpSqlScriptCommand : GetListedCommand
{
    /// <summary>Ids of SQL scripts.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("SqlScriptId")]
    [ResourceId("SqlScriptId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Only those of these output objects.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("OutputObject")]
    [ResourceId("OutputObjectId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? OutputObjectId { get; set; }

    private protected override IResourceClient Resources => Client.SqlScripts;
}
