using System.Collections.Generic;
using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;

namespace DataprepPS.Commands;

/// <summary>Adds tables to what output objects publish to.</summary>
[Cmdlet(VerbsCommon.Add, "DpPublication", SupportsShouldProcess = true)]
[OutputType(typeof(Publication))]
public sealed class AddDpPublicationCommand : AddOutputPartCommand
{
    /// <summary>What New-DpPublication makes, or what another output has; also from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public Publication[] Publication { get; set; } = [];

    private protected override IEnumerable<OutputPart> Parts => Publication;

    private protected override IResourceClient Resources => Client.Publications;
}
