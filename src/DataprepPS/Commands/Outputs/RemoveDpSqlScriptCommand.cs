using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes SQL from what output objects run.</summary>
[Cmdlet(VerbsCommon.Remove, "DpSqlScript", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpSqlScriptCommand : RemoveCommand
{
    /// <summary>Ids of SQL scripts.</summary>
    [Parameter(Position = 0)]
    [Alias("SqlScriptId")]
    [ResourceId("SqlScriptId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.SqlScripts;
}
