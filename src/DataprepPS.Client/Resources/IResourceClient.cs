using System;
using System.Collections;
using System.Threading.Tasks;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.Resources;

/// <summary>What can be done with objects of every kind, for callers that need not know the kind. See <see cref="ResourceClient{T}"/>.</summary>
public interface IResourceClient
{
    /// <summary>What cmdlets call the kind, e.g. <c>ImportedDataset</c>.</summary>
    string Noun { get; }

    /// <summary>Reads one.</summary>
    Task<Resource> GetAsync(long id, ReadOptions? options, CallContext context);

    /// <summary>Lists them.</summary>
    Task ListAsync(ResourceQuery query, ListOptions? options, Func<Resource, Task<bool>> visit, CallContext context);

    /// <summary>Creates one and reads it as the server shows it afterwards.</summary>
    Task<Resource> CreateAsync(IDictionary members, CallContext context);

    /// <summary>Changes those members that are given.</summary>
    Task UpdateAsync(long id, IDictionary members, CallContext context);

    /// <summary>Removes one.</summary>
    Task RemoveAsync(long id, CallContext context);
}
