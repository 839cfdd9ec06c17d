using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;

namespace DataprepPS.Commands;

/// <summary>A <see cref="GetCommand"/> of objects that can embed others.</summary>
public abstract class GetEmbeddingCommand : GetCommand
{
    /// <summary>Associations the server shall include, e.g. creator.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AssociationCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Embed { get; set; }

    /// <summary>Only these fields, and the id. The server may send more.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Field { get; set; }

    /// <summary>Also deleted ones.</summary>
    [Parameter]
    public SwitchParameter IncludeDeleted { get; set; }

    private protected override ReadOptions Read => new() { Embed = Embed, Fields = Field, IncludeDeleted = IncludeDeleted };
}

/// <summary>A <see cref="GetEmbeddingCommand"/> of objects whose list can be filtered and sorted: most of them.</summary>
public abstract class GetListedCommand : GetEmbeddingCommand
{
    /// <summary>Free text the server looks for, by default in names.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    public string? Filter { get; set; }

    /// <summary>A field to sort by; with a minus sign in front, descending.</summary>
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
    /// <summary>Names, with wildcards or without. A name without wildcards that is not found is an error.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    private protected sealed override string[]? Names => Name;
}
