using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Changes into which tables output objects publish. The connection of a publication cannot be changed: add another one.</summary>
[Cmdlet(VerbsCommon.Set, "DpPublication", SupportsShouldProcess = true)]
[OutputType(typeof(Publication))]
public sealed class SetDpPublicationCommand : SetCommand
{
    /// <summary>Ids of publications.</summary>
    [Parameter(Position = 0)]
    [Alias("PublicationId")]
    [ResourceId("PublicationId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Database or schema, outermost first.</summary>
    [Parameter]
    [Alias("Database")]
    [ValidateNotNullOrEmpty]
    [Member]
    public string[]? Path { get; set; }

    /// <summary>The table.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Member("tableName")]
    public string? Table { get; set; }

    /// <summary>The kind of database.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TargetTypeCompleter))]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? TargetType { get; set; }

    /// <summary>What to do with the table.</summary>
    [Parameter]
    [ValidateSet("create", "load", "createAndLoad", "truncateAndLoad", "dropAndLoad", "upsert")]
    [Member]
    public string? Action { get; set; }

    private protected override IResourceClient Resources => Client.Publications;
}
