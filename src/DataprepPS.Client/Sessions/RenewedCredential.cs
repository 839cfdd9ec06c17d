using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.Sessions;

/// <summary>
/// The access token of a session that renews it: one refresh for all who ask, ahead of its end or after a refusal. A
/// refresh that has begun is carried to its end whoever stops waiting for it, because the server has replaced the
/// refresh token by then.
/// </summary>
internal sealed class RenewedCredential : ICredential
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    // How soon a renewal that failed ahead of the token's end is tried again.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly object sync = new();
    private readonly TokenEndpoint endpoint;
    private readonly Redactor redactor;
    private readonly TimeProvider time;
    private readonly TokenVault? vault;
    private readonly string server;
    private AccessToken? current;
    private Secret? refreshToken;
    private Task<AccessToken>? renewal;
    // Renewed, and not yet in the vault: nothing is sent with it before it is.
    private (StoredTokens Tokens, AccessToken Access)? unsaved;
    private SessionExpiredException? end;
    private string? endOf;
    private string? lostReply;
    private string? lostOf;
    private string? refusal;
    private long? failedAt;

    public RenewedCredential(DataprepClientOptions options, Redactor redactor, TokenEndpoint endpoint)
    {
        this.endpoint = endpoint;
        this.redactor = redactor;
        time = options.TimeProvider;
        vault = options.TokenStore is null ? null : new TokenVault(options.TokenStore, time);
        server = options.BaseUri.Host;
        if (options.RefreshToken is not null)
        {
            refreshToken = redactor.Add(Secret.Token(options.RefreshToken));
        }

        if (options.Token is not null)
        {
            var ends = TokenPayload.Read(Secret.Reveal(options.Token))?.Ends;
            var left = ends - time.GetUtcNow();
            current = new AccessToken(redactor.Add(Secret.Token(options.Token)), time.GetTimestamp(), left < TimeSpan.Zero ? TimeSpan.Zero : left, isNew: false);
        }
    }

    public Task? Unfinished
    {
        get
        {
            lock (sync)
            {
                return renewal;
            }
        }
    }

    public async ValueTask<Secret> CurrentAsync(CancellationToken cancellation)
    {
        AccessToken? old;
        Task<AccessToken> work;
        lock (sync)
        {
            old = current;
            if (old is not null && (old.IsFresh(time) || (old.IsAlive(time) && failedAt is { } since && time.GetElapsedTime(since) < Rest)))
            {
                return old.Secret;
            }

            work = Begin(null);
        }

        try
        {
            return (await WaitAsync(work, cancellation).ConfigureAwait(false)).Secret;
        }
        catch (DataprepException) when (old is not null && old.IsAlive(time))
        {
            // There was time left for exactly this.
            lock (sync)
            {
                failedAt = time.GetTimestamp();
            }

            return old.Secret;
        }
    }

    public async ValueTask<Secret?> ReplaceAsync(Secret refused, CancellationToken cancellation)
    {
        Task<AccessToken> work;
        lock (sync)
        {
            // Somebody else was refused before us, and what they got is good for us too.
            if (current is { } now && now.Secret != refused && now.IsAlive(time))
            {
                return now.Secret;
            }

            if (current?.WasNeverGood(time) == true)
            {
                return null;
            }

            work = Begin(current);
        }

        return (await WaitAsync(work, cancellation).ConfigureAwait(false)).Secret;
    }

    public void Accepted(Secret secret)
    {
        if (current is { WasAccepted: false } token && token.Secret == secret)
        {
            token.WasAccepted = true;
        }
    }

    public void Dispose()
    {
        lock (sync)
        {
            (current, refreshToken, unsaved, endOf) = (null, null, null, null);
        }
    }

    private Task<AccessToken> Begin(AccessToken? refused) => renewal ??= Task.Run(() => RenewAsync(refused));

    private async Task<AccessToken> RenewAsync(AccessToken? refused)
    {
        try
        {
            var token = vault is null ? await FromMemoryAsync().ConfigureAwait(false) : await FromVaultAsync(vault, refused).ConfigureAwait(false);
            lock (sync)
            {
                (current, failedAt) = (token, null);
            }

            return token;
        }
        catch (TokenStoreException e)
        {
            throw e.Masked(redactor.Mask);
        }
        finally
        {
            lock (sync)
            {
                renewal = null;
            }
        }
    }

    private async Task<AccessToken> FromMemoryAsync()
    {
        var spent = refreshToken!.Reveal();
        var grant = await RedeemAsync(spent, null).ConfigureAwait(false);
        var access = Take(grant);
        if (grant.RefreshToken is { } next)
        {
            refreshToken = redactor.Add(Secret.Masked(Secret.Hide(next)));
        }

        return access;
    }

    private async Task<AccessToken> FromVaultAsync(TokenVault shared, AccessToken? refused)
    {
        using var turn = await shared.TurnAsync().ConfigureAwait(false);
        if (unsaved is { } late)
        {
            await shared.SaveAsync(late.Tokens).ConfigureAwait(false);
            unsaved = null;
            turn.Clear();
            return late.Access;
        }

        for (string? spent = null; ;)
        {
            var stored = await ReadAsync(shared).ConfigureAwait(false);
            if (Renewed(stored, refused) is { } renewed)
            {
                return renewed;
            }

            try
            {
                return await RenewAsync(shared, turn, stored.RefreshToken).ConfigureAwait(false);
            }
            catch (SessionExpiredException) when (stored.RefreshToken != spent)
            {
                // Another machine with the same vault may have been quicker: then there is another token now.
                spent = stored.RefreshToken;
            }
        }
    }

    private async Task<AccessToken> RenewAsync(TokenVault shared, ProcessLock turn, string spent)
    {
        // On the disk before the request leaves: should this process be killed, the next one can say what happened.
        var mine = TokenVault.Fingerprint(spent);
        var left = RenewalNote.Read(turn.Note) is { } found && found.Fingerprint == mine ? found : null;
        if (left?.Refusal is { } known)
        {
            // Tried once after it was lost, and refused: nobody sends it again.
            throw Expired(known, left);
        }

        if (left is { IsKept: true } && left.IsAlive())
        {
            throw new TokenStoreException(
                $"Process {left.Process} has replaced the refresh token in {shared.Name}, and the vault has not taken the new one yet.",
                "See why the vault cannot be written. The process tries again at its next call; if it ends before, a new pair of tokens has to be made.");
        }

        var note = left ?? RenewalNote.Of(mine, time.GetUtcNow());
        if (left is null)
        {
            turn.Leave(note.ToString());
        }

        TokenGrant grant;
        try
        {
            grant = await RedeemAsync(spent, left).ConfigureAwait(false);
        }
        catch (SessionExpiredException) when (refusal is not null && (left is not null || lostReply is not null))
        {
            turn.Leave(note.Refused(refusal).ToString());
            throw;
        }
        catch (SessionExpiredException)
        {
            turn.Clear();
            throw;
        }
        catch (ConnectionFailedException) when (lostReply is null && left is null)
        {
            turn.Clear();
            throw;
        }

        var access = Take(grant);
        var tokens = new StoredTokens(grant.RefreshToken ?? spent, grant.AccessToken, time.GetUtcNow() + grant.Lifetime, grant.Lifetime);
        unsaved = (tokens, access);
        try
        {
            await shared.SaveAsync(tokens).ConfigureAwait(false);
        }
        catch (TokenStoreException)
        {
            turn.Leave(RenewalNote.Of(mine, time.GetUtcNow()).Kept().ToString());
            throw;
        }

        unsaved = null;
        turn.Clear();
        return access;
    }

    private async Task<TokenGrant> RedeemAsync(string spent, RenewalNote? left)
    {
        var mine = TokenVault.Fingerprint(spent);
        if (end is not null && endOf == mine)
        {
            throw end;
        }

        if (lostOf != mine)
        {
            (lostReply, lostOf) = (null, mine);
        }

        var reply = await endpoint.RefreshAsync(spent).ConfigureAwait(false);
        if (reply.Outcome == RefreshOutcome.Lost)
        {
            lostReply = reply.Text;
            await time.Delay(Pause, CancellationToken.None).ConfigureAwait(false);
            reply = await endpoint.RefreshAsync(spent).ConfigureAwait(false);
        }

        switch (reply.Outcome)
        {
            case RefreshOutcome.Granted:
                lostReply = null;
                return reply.Grant!;
            case RefreshOutcome.Refused:
                refusal = reply.Code is "invalid_grant" ? reply.Text : null;
                end = refusal is null ? Misconfigured(reply) : Expired(refusal, left);
                endOf = mine;
                throw end;
            default:
                lostReply = reply.Outcome == RefreshOutcome.Lost ? reply.Text : lostReply;
                throw new ConnectionFailedException(
                    $"The session with {server} could not be renewed at {endpoint.Host}: {reply.Text}.", "Check the network, the proxy (-Proxy) and -TokenEndpoint.", nothingSent: true, reply.Cause);
        }
    }

    private SessionExpiredException Misconfigured(RefreshReply reply) => new(
        $"The session with {server} cannot be renewed: {endpoint.Host} refuses ({reply.Text}).",
        "Check -ClientId and -TokenEndpoint: both are shown beside the token on the page OAuth 2.0 API Tokens.");

    private SessionExpiredException Expired(string said, RenewalNote? left)
    {
        var why = lostReply is not null
            ? $" The reply to the refresh before this one was lost ({lostReply}): the server had replaced the token by then, and the new one never came here."
            : left is not null
                ? $" Process {left.Process} began to renew it on {left.Began.ToString("u", CultureInfo.InvariantCulture)} and the new one never came into the vault."
                : " It was used or disabled elsewhere, or its time is over.";
        var make = "Make a new pair of tokens on the page OAuth 2.0 API Tokens of your preferences there";
        return new SessionExpiredException(
            $"The session with {server} has ended: {endpoint.Host} refused the refresh token{(vault is null ? "" : $" in {vault.Name}")} ({said}).{why}",
            vault is null ? $"{make}, and connect with its refresh token: Connect-DpSession -RefreshToken." : $"{make}, and put its refresh token into {vault.Name}: {vault.HowToReplace}");
    }

    private async Task<StoredTokens> ReadAsync(TokenVault shared)
    {
        var stored = await shared.ReadAsync().ConfigureAwait(false);
        try
        {
            if (refreshToken?.Is(stored.RefreshToken) != true)
            {
                refreshToken = redactor.Add(Secret.Token(Secret.Hide(stored.RefreshToken)));
            }

            return stored;
        }
        catch (ArgumentException e)
        {
            throw shared.HoldsNone(e.Message);
        }
    }

    // What another process has renewed is as good as our own.
    private AccessToken? Renewed(StoredTokens stored, AccessToken? refused)
    {
        if (stored.AccessToken is not { } access || stored.Ends is not { } ends || refused?.Secret.Is(access) == true)
        {
            return null;
        }

        var left = ends - time.GetUtcNow();
        // A clock that was set back in between makes it look longer than it ever was.
        var age = left < stored.Lifetime ? stored.Lifetime - left : TimeSpan.Zero;
        if (age >= stored.Lifetime - AccessToken.Ahead(stored.Lifetime))
        {
            return null;
        }

        if (current is { } mine && mine.Secret.Is(access))
        {
            return mine.IsFresh(time) ? mine : null;
        }

        return new AccessToken(redactor.Add(Secret.Token(Secret.Hide(access))), time.GetTimestamp(), stored.Lifetime - age, isNew: false);
    }

    private AccessToken Take(TokenGrant grant)
    {
        // The next refresh token is masked from here on too, before anything can go wrong with it.
        foreach (var other in (string?[])[grant.RefreshToken, grant.IdToken])
        {
            if (other is not null)
            {
                redactor.Add(Secret.Masked(Secret.Hide(other)));
            }
        }

        return new AccessToken(redactor.Add(Secret.Token(Secret.Hide(grant.AccessToken))), time.GetTimestamp(), grant.Lifetime, isNew: true);
    }

    private static async Task<T> WaitAsync<T>(Task<T> work, CancellationToken cancellation)
    {
        var stopped = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellation.Register(static state => ((TaskCompletionSource<bool>)state!).TrySetResult(true), stopped))
        {
            if (await Task.WhenAny(work, stopped.Task).ConfigureAwait(false) != work)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        return await work.ConfigureAwait(false);
    }
}
