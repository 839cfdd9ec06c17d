using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;

namespace DataprepPS.Commands;

/// <summary>Says whether flows could run, and what is wrong with those that could not. Not every release can tell.</summary>
[Cmdlet(VerbsDiagnostic.Test, "DpFlow")]
[OutputType(typeof(FlowValidation))]
public sealed class TestDpFlowCommand : FlowIdCommand
{
    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input) =>
        Write(await Client.Flows.ValidateAsync(id, Calls).ConfigureAwait(false));
}
