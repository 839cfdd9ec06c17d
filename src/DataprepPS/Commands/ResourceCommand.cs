using System.Management.Automation;

using DataprepPS.Client.Resources;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that do something with objects of one resource.</summary>
public abstract class ResourceCommand : IdCommand
{
    /// <summary>Ids of the objects.</summary>
    public abstract long[]? Id { get; set; }

    private protected abstract IResourceClient Resources { get; }

    /// <summary>The resource at the place that an input comes from: groups and the rights of people are those of a workspace.</summary>
    private protected virtual IResourceClient ResourcesOf(PSObject? input) => Resources;

    private protected sealed override long[]? Ids => Id;
}
