using System.Management.Automation;

using DataprepPS.Client.Folders;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads folders by id or name, or lists them.</summary>
[Cmdlet(VerbsCommon.Get, "DpFolder", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(Folder))]
[Associations("creator", "updater", "workspace")]
public sealed class GetDpFolderCommand : GetNamedCommand
{
    /// <summary>Ids of folders.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("FolderId")]
    [ResourceId("FolderId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Folders;
}
