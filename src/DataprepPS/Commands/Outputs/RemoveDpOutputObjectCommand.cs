using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes output objects, with their write settings, publications and SQL scripts. What was written stays.</summary>
[Cmdlet(VerbsCommon.Remove, "DpOutputObject", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpOutputObjectCommand : RemoveCommand
{
    /// <summary>Ids of output objects.</summary>
    [Parameter(Position = 0)]
    [Alias("OutputObjectId")]
    [ResourceId("OutputObjectId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Outputs;
}
