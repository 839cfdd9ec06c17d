using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads the tables that output objects publish to: by id, of an output object, or all.</summary>
[Cmdlet(VerbsCommon.Get, "DpPublication", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(Publication))]
[Associations("outputObject", "connection", "creator", "updater")]
public sealed class GetDpPublicationCommand : GetListedCommand
{
    /// <summary>Ids of publications.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("PublicationId")]
    [ResourceId("PublicationId")]
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

    private protected override IResourceClient Resources => Client.Publications;
}
