using System.Management.Automation;

using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that take flows by id or from the pipeline, and whose noun is another.</summary>
public abstract class FlowIdCommand : IdCommand
{
    /// <summary>Ids of flows, or the flows themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("FlowId")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    private protected sealed override long[]? Ids => Id;

    private protected sealed override string IdName => "FlowId";
}
