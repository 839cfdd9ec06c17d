using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;

namespace DataprepPS.Commands;

/// <summary>A <see cref="GetCommand"/> of objects that can embed others: most of them.</summary>
public abstract class GetEmbeddingCommand : GetCommand
{
    /// <summary>
    /// Associations the server shall include{associations}. Nested ones are joined by a dot. Tab completes those that are known;
    /// others pass.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(AssociationCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Embed { get; set; }

    /// <summary>
    /// Only these fields, under the API's names, and always the id. It makes long lists smaller. The server may send more than
    /// was asked for.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Field { get; set; }

    /// <summary>Also shows objects that were deleted. Without it they are the server's error 410.</summary>
    [Parameter]
    public SwitchParameter IncludeDeleted { get; set; }

    private protected override ReadOptions Read => new() { Embed = Embed, Fields = Field, IncludeDeleted = IncludeDeleted };
}

/// <summary>A <see cref="GetEmbeddingCommand"/> of objects whose list can be filtered and sorted.</summary>
public abstract class GetListedCommand : GetEmbeddingCommand
{
    /// <summary>A text the server looks for. It matches loosely; in which fields is up to the server, mostly in names.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    public string? Filter { get; set; }

    /// <summary>
    /// A field to sort by, with a minus sign in front for descending order, for example -createdAt. Without it the server's own
    /// order holds.
    /// </summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(SortCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Sort { get; set; }

    private protected sealed override string? FilterText => Filter;

    private protected sealed override string? SortText => Sort;
}

/// <summary>A <see cref="GetListedCommand"/> of objects that people know by their names.</summary>
public abstract class GetNamedCommand : GetListedCommand
{
    /// <summary>Only {things} of these names, with wildcards or without. A name without wildcards that is not found is an error.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    private protected override string[]? Names => Name;
}
