using System.Collections.Generic;
using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;

namespace DataprepPS.Commands;

/// <summary>Adds files to what output objects write.</summary>
[Cmdlet(VerbsCommon.Add, "DpWriteSetting", SupportsShouldProcess = true)]
[OutputType(typeof(WriteSetting))]
public sealed class AddDpWriteSettingCommand : AddOutputPartCommand
{
    /// <summary>What New-DpWriteSetting makes, or what another output has; also from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public WriteSetting[] WriteSetting { get; set; } = [];

    private protected override IEnumerable<OutputPart> Parts => WriteSetting;

    private protected override IResourceClient Resources => Client.WriteSettings;
}
