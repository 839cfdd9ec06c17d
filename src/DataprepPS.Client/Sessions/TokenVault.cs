using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.Sessions;

/// <summary>A vault that several processes of one user share: one of them at a time renews what is in it.</summary>
/// <param name="store">Where the tokens are kept.</param>
/// <param name="time">The clock of all waiting.</param>
internal sealed class TokenVault(ITokenStore store, TimeProvider time)
{
    private const int MostWrites = 3;

    // A vault may be slow, and its owner may be asked for a password.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public string Name => store.Name;

    public string HowToReplace => store.HowToReplace;

    /// <summary>Recognises a text without telling it: a token has far too many possible values to be guessed back.</summary>
    public static string Fingerprint(string text)
    {
        using var hash = SHA256.Create();
        return BitConverter.ToString(hash.ComputeHash(Encoding.UTF8.GetBytes(text)), 0, 8).Replace("-", string.Empty);
    }

    /// <summary>Waits until no other process is at it.</summary>
    /// <exception cref="ConnectionFailedException">One of them does not end.</exception>
    /// <exception cref="TokenStoreException">The lock cannot be made.</exception>
    public async Task<ProcessLock> TurnAsync()
    {
        var path = Path.Combine(UserFolder.Path(), "locks", Fingerprint(Name) + ".lock");
        try
        {
            return await ProcessLock.AcquireAsync(path, Patience, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new ConnectionFailedException($"Another process has been renewing {Name} for {Patience.TotalSeconds:0} s: {e.Message}", "See whether one of them waits for a password.", nothingSent: true, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new TokenStoreException($"The lock of {Name} cannot be made: {e.Message}", $"Set the environment variable {UserFolder.Variable} to a folder that this user may write to.", e);
        }
    }

    /// <summary>What is in it now.</summary>
    /// <exception cref="TokenStoreException">It cannot be read, or holds no refresh token.</exception>
    public async Task<StoredTokens> ReadAsync()
    {
        using var secret = await store.ReadAsync().ConfigureAwait(false);
        return StoredTokens.Read(secret) ?? throw HoldsNone(null);
    }

    /// <summary>The error of a vault with something else in it.</summary>
    public TokenStoreException HoldsNone(string? why) =>
        new($"What {Name} holds is no refresh token{(why is null ? "." : $": {why}")}", $"Put one in: {HowToReplace}");

    /// <summary>Puts new tokens in, again if that fails.</summary>
    /// <exception cref="TokenStoreException">It could not be written.</exception>
    public async Task SaveAsync(StoredTokens tokens)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // The last try is for vaults that take short secrets only.
                using var text = (attempt < MostWrites ? tokens : tokens.Shortened()).Write();
                await store.WriteAsync(text).ConfigureAwait(false);
                return;
            }
            catch (TokenStoreException e)
            {
                if (attempt == MostWrites)
                {
                    throw new TokenStoreException(
                        $"The refresh token was replaced, and the new one cannot be kept. {e.Message} This session keeps it and tries again at its next call; if the session ends before, a new pair has to be made.",
                        e.RecommendedAction,
                        e);
                }
            }

            await time.Delay(new TimeSpan(Pause.Ticks * attempt), CancellationToken.None).ConfigureAwait(false);
        }
    }
}
