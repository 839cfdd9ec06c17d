using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading;

namespace DataprepPS.Emulator;

/// <summary>
/// Which tokens there are and what became of them: access tokens that end, refresh tokens that each serve once. It
/// remembers every use, so that a test can ask whether a token was ever spent twice or shown to the wrong host.
/// </summary>
public sealed class TokenBook
{
    private static readonly TimeSpan Legacy = TimeSpan.FromMinutes(5);

    private readonly Lock sync = new();
    private readonly EmulatorOptions options;
    private readonly Dictionary<string, RefreshRecord> refreshTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AccessRecord> accessTokens = new(StringComparer.Ordinal);
    private readonly List<TokenPair> pairs = [];
    private long numbers;

    internal TokenBook(EmulatorOptions options)
    {
        this.options = options;
        Seed();
    }

    /// <summary>The address in the payload of access tokens; set once the server listens.</summary>
    public Uri? Issuer { get; internal set; }

    /// <summary>Refreshes that were carried out.</summary>
    public int Refreshes { get; private set; }

    /// <summary>Refreshes that were refused.</summary>
    public int Refusals { get; private set; }

    /// <summary>How often a refresh token came that had been spent before.</summary>
    public int Reuses { get; private set; }

    /// <summary>Refresh tokens at the API, access tokens or an Authorization header at the token endpoint: there must be none.</summary>
    public int Misplaced { get; private set; }

    /// <summary>Calls of the API with an access token that had ended.</summary>
    public int ExpiredUses { get; private set; }

    internal DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    private TimeSpan Lifetime => options.TokenLifetime ?? Legacy;

    /// <summary>Makes a pair, as a user does on the page of OAuth 2.0 API tokens.</summary>
    public IssuedTokens Issue()
    {
        lock (sync)
        {
            var pair = new TokenPair(pairs.Count + 1, Now + options.RefreshLifetime);
            pairs.Add(pair);
            return IssueTo(pair, null);
        }
    }

    /// <summary>Disables every pair there is, as users and administrators can.</summary>
    public void Disable()
    {
        lock (sync)
        {
            pairs.ForEach(pair => pair.IsDisabled = true);
            accessTokens.Clear();
        }
    }

    /// <summary>Ends every access token there is, before its time.</summary>
    public void EndAccess()
    {
        lock (sync)
        {
            foreach (var record in accessTokens.Values)
            {
                record.Ends = DateTimeOffset.MinValue;
            }
        }
    }

    /// <summary>Everything as at the start.</summary>
    public void Reset()
    {
        lock (sync)
        {
            refreshTokens.Clear();
            accessTokens.Clear();
            pairs.Clear();
            Refreshes = Refusals = Reuses = Misplaced = ExpiredUses = 0;
            Seed();
        }
    }

    /// <summary>Whether a bearer token opens the API.</summary>
    internal bool Opens(string bearer)
    {
        lock (sync)
        {
            if (refreshTokens.ContainsKey(bearer))
            {
                Misplaced++;
            }

            if (!accessTokens.TryGetValue(bearer, out var record))
            {
                return false;
            }

            // The API's own clock decides, whatever the endpoint that issued the token promised.
            if (Now + options.TokenSkew < record.Ends)
            {
                return true;
            }

            ExpiredUses++;
            return false;
        }
    }

    /// <summary>A request to the token endpoint: who sends what.</summary>
    internal IssuedTokens Refresh(string? refreshToken, string? clientId, string? authorization)
    {
        lock (sync)
        {
            if (!string.IsNullOrEmpty(authorization) || (refreshToken is not null && accessTokens.ContainsKey(refreshToken)))
            {
                Misplaced++;
            }

            try
            {
                return Spend(refreshToken, clientId);
            }
            catch (TokenProblem)
            {
                Refusals++;
                throw;
            }
        }
    }

    /// <summary>A refresh token by its number, for journals: never its value.</summary>
    internal string Describe(string? refreshToken)
    {
        lock (sync)
        {
            return refreshToken is null ? "(none)"
                : refreshTokens.TryGetValue(refreshToken, out var record) ? $"(refresh token {record.Number.ToString(CultureInfo.InvariantCulture)})" : "(unknown)";
        }
    }

    internal object Summary()
    {
        lock (sync)
        {
            return new
            {
                endpoint = Issuer,
                clientId = options.ClientId,
                Refreshes,
                Refusals,
                Reuses,
                Misplaced,
                ExpiredUses,
                pairs = pairs.Select(pair => new { pair.Id, state = pair.StateAt(Now), pair.Refreshes }).ToList(),
            };
        }
    }

    private IssuedTokens Spend(string? refreshToken, string? clientId)
    {
        if (refreshToken is null || clientId is null)
        {
            throw new TokenProblem("invalid_request", "refresh_token and client_id are required");
        }

        if (clientId != options.ClientId)
        {
            throw new TokenProblem("invalid_client", "Invalid client or client credentials", 401);
        }

        if (!refreshTokens.TryGetValue(refreshToken, out var record))
        {
            throw new TokenProblem("invalid_grant", "unknown, invalid, or expired refresh token");
        }

        if (record.IsSpent)
        {
            Reuses++;
            throw new TokenProblem("invalid_grant", "the refresh token was used before");
        }

        var state = record.Pair.StateAt(Now);
        if (state != "enabled")
        {
            throw new TokenProblem("invalid_grant", $"the token is {state}");
        }

        record.IsSpent = true;
        record.Pair.Refreshes++;
        Refreshes++;
        return IssueTo(record.Pair, null);
    }

    private IssuedTokens IssueTo(TokenPair pair, string? refreshToken)
    {
        var number = ++numbers;
        var random = Convert.ToHexString(RandomNumberGenerator.GetBytes(6));
        var refresh = refreshToken ?? string.Create(CultureInfo.InvariantCulture, $"{options.TokenMark}-r{number}.{random}");
        var access = Jwt(number, random, "a");
        refreshTokens.Add(refresh, new RefreshRecord(number, pair));
        accessTokens.Add(access, new AccessRecord(Now + Lifetime));
        return new IssuedTokens(access, refresh, Jwt(number, random, "i"), Lifetime, options.ClientId, Issuer);
    }

    private void Seed()
    {
        if (options.TokenLifetime is null)
        {
            return;
        }

        var pair = new TokenPair(1, Now + options.RefreshLifetime);
        pairs.Add(pair);
        IssueTo(pair, options.RefreshToken);
    }

    private string Jwt(long number, string random, string kind)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?>
        {
            ["iss"] = Issuer?.AbsoluteUri,
            ["client_id"] = options.ClientId,
            ["exp"] = (Now + Lifetime).ToUnixTimeSeconds(),
            ["jti"] = random,
        });
        var signature = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{random}{number}"));
        return string.Create(CultureInfo.InvariantCulture, $"{Part("{\"alg\":\"RS256\",\"kid\":\"emulator\"}"u8)}.{Part(payload)}.{options.TokenMark}-{kind}{number}-{Part(signature)}");
    }

    private static string Part(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private sealed class TokenPair(int id, DateTimeOffset ends)
    {
        public int Id { get; } = id;

        public bool IsDisabled { get; set; }

        public int Refreshes { get; set; }

        public string StateAt(DateTimeOffset now) => IsDisabled ? "disabled" : now < ends ? "enabled" : "expired";
    }

    private sealed class RefreshRecord(long number, TokenPair pair)
    {
        public long Number { get; } = number;

        public TokenPair Pair { get; } = pair;

        public bool IsSpent { get; set; }
    }

    private sealed class AccessRecord(DateTimeOffset ends)
    {
        public DateTimeOffset Ends { get; set; } = ends;
    }
}

/// <summary>What a user or a client gets: a pair, how long its access token lives, and where it is renewed.</summary>
public sealed record IssuedTokens(string AccessToken, string RefreshToken, string IdToken, TimeSpan Lifetime, string ClientId, Uri? TokenEndpoint);

/// <summary>A refusal as RFC 6749 section 5.2 has it.</summary>
internal sealed class TokenProblem(string error, string description, int status = 400) : Exception(description)
{
    public string Error { get; } = error;

    public int Status { get; } = status;
}
