using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Datasets;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Lets the server read the columns of imported datasets anew. It goes on with that after the cmdlet has ended.</summary>
[Cmdlet(VerbsData.Update, "DpImportedDatasetSchema", SupportsShouldProcess = true)]
[OutputType(typeof(SchemaRefresh))]
public sealed class UpdateDpImportedDatasetSchemaCommand : IdCommand
{
    /// <summary>Ids of imported datasets.</summary>
    [Parameter(Position = 0)]
    [Alias("ImportedDatasetId")]
    [ResourceId("ImportedDatasetId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    private protected override long[]? Ids => Id;

    private protected override string IdName => "ImportedDatasetId";

    private protected override string Change => "Read the columns anew";

    private protected override int AtATime => 8;

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input) =>
        Write(await Client.Datasets.RefreshSchemaAsync(id, Calls).ConfigureAwait(false));
}
