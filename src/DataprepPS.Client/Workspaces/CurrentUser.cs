using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;

namespace DataprepPS.Client.Workspaces;

/// <summary>Whose token the session has, for whoever must tell this user's objects from others'. Asked for once.</summary>
internal sealed class CurrentUser(Transport transport)
{
    private volatile Person? person;

    /// <summary>The user's id; null when this edition does not say, or not now.</summary>
    public async Task<long?> GetIdAsync(CallContext context)
    {
        try
        {
            person ??= await transport.SendAsync(
                new ApiRequest(PersonEndpoints.Current, PersonEndpoints.Current.Path),
                response => ReplyReader.Identified(response, DataprepJson.Default.Person),
                context).ConfigureAwait(false);
            return person.Id;
        }
        catch (DataprepException)
        {
            return null;
        }
    }
}
