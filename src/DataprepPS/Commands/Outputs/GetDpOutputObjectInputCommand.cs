using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads the datasets that output objects read.</summary>
[Cmdlet(VerbsCommon.Get, "DpOutputObjectInput")]
[OutputType(typeof(OutputObjectInput))]
[Associations("connection", "creator", "updater", "workspace", "runParameters")]
public sealed class GetDpOutputObjectInputCommand : IdCommand
{
    /// <summary>The ids of the output objects.</summary>
    [Parameter(Position = 0)]
    [Alias("OutputObjectId")]
    [ResourceId("OutputObjectId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    /// <summary>Associations the server shall include, such as connection or creator.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AssociationCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Embed { get; set; }

    /// <inheritdoc cref="GetEmbeddingCommand.Field"/>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Field { get; set; }

    /// <inheritdoc cref="GetEmbeddingCommand.IncludeDeleted"/>
    [Parameter]
    public SwitchParameter IncludeDeleted { get; set; }

    private protected override long[]? Ids => Id;

    private protected override string IdName => "OutputObjectId";

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        var read = new ReadOptions { Embed = Embed, Fields = Field, IncludeDeleted = IncludeDeleted };
        return Write(await GatherAsync<OutputObjectInput>(visit => Client.Outputs.GetInputsAsync(id, read, visit, Calls)).ConfigureAwait(false));
    }
}
