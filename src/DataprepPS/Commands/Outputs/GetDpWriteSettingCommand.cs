using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads the files that output objects write: by id, of an output object, or all.</summary>
[Cmdlet(VerbsCommon.Get, "DpWriteSetting", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(WriteSetting))]
[Associations("outputObject", "creator", "updater")]
public sealed class GetDpWriteSettingCommand : GetListedCommand
{
    /// <summary>Ids of write settings.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("WriteSettingId")]
    [ResourceId("WriteSettingId")]
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

    private protected override IResourceClient Resources => Client.WriteSettings;
}
