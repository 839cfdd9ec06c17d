using System.Text.Json.Serialization;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>A user. Follows getCurrentPerson of the API.</summary>
public sealed class Person : Resource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long PersonId => Id;

    /// <summary>The e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>The name, where the server has one.</summary>
    public string? Name { get; set; }

    /// <summary>E-mail address, name or id.</summary>
    public override string ToString() => Email ?? Name ?? $"user {Id}";
}

/// <summary>Reads who we are.</summary>
public sealed class WorkspaceClient : ResourceClient
{
    internal WorkspaceClient(SessionParts parts)
        : base(parts)
    {
    }

    /// <summary>The user the token belongs to; null when this edition does not say. The cheapest check of a token.</summary>
    /// <exception cref="ApiException">The token was refused.</exception>
    public async Task<Person?> GetCurrentPersonAsync(CallContext context)
    {
        try
        {
            return await ReadAsync(new ApiRequest(PersonEndpoints.Current, PersonEndpoints.Current.Path), DataprepJson.Default.Person, context).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Kind is ErrorKind.Permission or ErrorKind.NotFound || (e.Kind == ErrorKind.NotAvailable && e.Name is not null))
        {
            // The reply is the API's own, so address and token are right; only this route is closed.
            return null;
        }
    }
}
