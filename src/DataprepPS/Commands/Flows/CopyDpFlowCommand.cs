using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Copies flows and emits each copy.</summary>
[Cmdlet(VerbsCommon.Copy, "DpFlow", SupportsShouldProcess = true)]
[OutputType(typeof(Flow))]
public sealed class CopyDpFlowCommand : IdCommand
{
    /// <summary>Ids of flows.</summary>
    [Parameter(Position = 0)]
    [Alias("FlowId")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    /// <summary>The copy's name; without it, the server makes one.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? Name { get; set; }

    /// <summary>What the copy is for.</summary>
    [Parameter]
    [Member]
    public string? Description { get; set; }

    /// <summary>Copies the flow's datasets too; without it, the copy reads those of the flow.</summary>
    [Parameter]
    [Member("copyDatasources")]
    public SwitchParameter CopyDatasource { get; set; }

    private protected override long[]? Ids => Id;

    private protected override string Change => "Copy";

    private protected override int AtATime => 8;

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input) =>
        Write(await Client.Flows.CopyAsync(id, Declared.Members(this), Calls).ConfigureAwait(false));
}
