using System;
using System.Text;

namespace DataprepPS.Emulator;

/// <summary>Who is let in: the one token, the access tokens of the token endpoint and those that people made, the one Basic user, or with neither configured everybody.</summary>
internal sealed class Credentials(EmulatorOptions options, TokenBook tokens, World world)
{
    private readonly string? bearer = options.Token;
    private readonly string? basic = options.BasicUser is null
        ? null
        : Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.BasicUser}:{options.BasicPassword}"));

    public static ApiProblem Refusal => new(401, "UnauthorizedException", "Unauthorized", "The credentials are missing, wrong or expired.");

    /// <summary>The scheme of an Authorization header and whether its credentials are right.</summary>
    public (string? Scheme, bool Right) Check(string authorization)
    {
        if (bearer is null && basic is null && options.TokenLifetime is null)
        {
            return (null, true);
        }

        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
        {
            return (null, false);
        }

        // Only the two known schemes are named in the journal: anything else might be a token in the wrong place.
        var value = authorization.AsSpan(space + 1).Trim();
        return authorization[..space].ToUpperInvariant() switch
        {
            "BEARER" => ("Bearer", (bearer is not null && value.SequenceEqual(bearer)) || tokens.Opens(value.ToString()) || AccessTokenRoutes.Opens(world, value.ToString())),
            "BASIC" => ("Basic", basic is not null && value.SequenceEqual(basic)),
            _ => ("(other)", false),
        };
    }
}
