using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Security;

namespace DataprepPS.Client.Connections;

/// <summary>
/// How credentials of a type are said in a request: what the API calls the name, the secret that belongs to it, and a token beside.
/// Types that need something else are given as they are, in the body.
/// </summary>
public static class CredentialForm
{
    private static readonly Dictionary<string, (string? Name, string? Secret, string? Token)> Forms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["basic"] = ("username", "password", null),
        ["securityToken"] = ("username", "password", "securityToken"),
        ["basicWithAppToken"] = ("user", "password", "applicationToken"),
        ["basicApp"] = ("appId", "password", null),
        ["keySecret"] = ("key", "secret", null),
        ["awsKeySecret"] = ("key", "secret", null),
        ["userWithApiToken"] = ("user", "apiToken", null),
        ["personalAccessTokenNameSecret"] = ("personalAccessTokenName", "personalAccessTokenSecret", null),
        ["personalAccessToken"] = (null, null, "personalAccessToken"),
        ["accessToken"] = (null, null, "accessToken"),
        ["apiKey"] = (null, null, "apiKey"),
        ["tokenAuth"] = (null, null, "token"),
    };

    /// <summary>The members of a request's credentials; the secrets stay secret until the request is sent.</summary>
    /// <param name="type">The API's credentialType, e.g. <c>basic</c>.</param>
    /// <param name="name">User, key or the like.</param>
    /// <param name="secret">The password, secret or the like that belongs to the name.</param>
    /// <param name="token">A token, alone or beside the others.</param>
    /// <exception cref="ArgumentException">The type needs something else.</exception>
    public static IDictionary Of(string type, string? name, SecureString? secret, SecureString? token)
    {
        if (!Forms.TryGetValue(type, out var form) || (form.Name is null) != (name is null) || (form.Token is null) != (token is null))
        {
            throw new ArgumentException(Forms.ContainsKey(type)
                ? $"Credentials of the type {type} are made of {Parts(form)}."
                : $"What credentials of the type {type} are made of is not known here: give them in -Body, as credentials, with a SecureString for what is secret.");
        }

        var members = new OrderedDictionary(StringComparer.Ordinal);
        foreach (var (member, value) in new (string?, object?)[] { (form.Name, name), (form.Secret, secret), (form.Token, token) })
        {
            if (member is not null)
            {
                members[member] = value;
            }
        }

        return members;
    }

    private static string Parts((string? Name, string? Secret, string? Token) form) => form switch
    {
        (null, _, _) => "a -Token alone",
        (_, _, null) => $"a -Credential ({form.Name} and {form.Secret})",
        _ => $"a -Credential ({form.Name} and {form.Secret}) and a -Token",
    };
}
