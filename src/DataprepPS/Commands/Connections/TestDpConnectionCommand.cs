using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Connections;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Has the server try connections: whether it reaches what they lead to, with the credentials they have.</summary>
[Cmdlet(VerbsDiagnostic.Test, "DpConnection")]
[OutputType(typeof(ConnectionStatus))]
public sealed class TestDpConnectionCommand : IdCommand
{
    /// <summary>Ids of connections, or the connections themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("ConnectionId")]
    [ResourceId("ConnectionId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    private protected override long[]? Ids => Id;

    // The server opens each of them.
    private protected override int AtATime => 8;

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input) => Write(await Client.Connections.GetStatusAsync(id, Calls).ConfigureAwait(false));
}
