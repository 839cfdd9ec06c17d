using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Sessions;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Sessions;

/// <summary>Sessions that share a vault: the new token is in it before it is used, and nobody spends one twice.</summary>
[Collection("UserFolder")]
public sealed class TokenStoreTests : IDisposable
{
    private readonly TemporaryUserFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_new_token_is_in_the_vault_before_the_first_call_of_the_API()
    {
        await using var s = await RenewedSession.StartAsync();
        var vault = new MemoryVault(RenewedSession.First + "\n");
        using var client = s.NewClient(vault);
        vault.Failures = 100;
        await Assert.ThrowsAsync<TokenStoreException>(() => s.AskAsync(client));
        Assert.Equal((1, 0L), (s.Tokens.Refreshes, s.Server.Journal.Count("getCurrentPerson")));
        // Meanwhile another one is told, and does not spend the old token.
        using (var other = s.NewClient(vault))
        {
            var waits = await Assert.ThrowsAsync<TokenStoreException>(() => s.AskAsync(other));
            Assert.StartsWith($"Process {Environment.ProcessId} has replaced the refresh token in the secret", waits.Message, StringComparison.Ordinal);
        }

        vault.Failures = 0;
        await s.AskAsync(client);
        Assert.Equal((1, 0, 1), (s.Tokens.Refreshes, s.Tokens.Reuses, vault.Writes));
        using var next = s.NewClient(vault);
        s.Time.Advance(TimeSpan.FromMinutes(10));
        await s.AskAsync(next);
        Assert.Equal((2, 0), (s.Tokens.Refreshes, s.Tokens.Reuses));
    }

    [Fact]
    public async Task A_good_access_token_is_shared_so_that_a_loop_of_scripts_refreshes_once_in_its_life()
    {
        await using var s = await RenewedSession.StartAsync();
        var vault = new MemoryVault(RenewedSession.First);
        for (var script = 0; script < 60; script++)
        {
            using var client = s.NewClient(vault);
            await s.AskAsync(client);
            s.Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal((3, 0, 0), (s.Tokens.Refreshes, s.Tokens.Reuses, s.Refused));
    }

    [Fact]
    public async Task A_newer_token_in_the_vault_is_taken_rather_than_refreshed_again()
    {
        await using var s = await RenewedSession.StartAsync();
        var vault = new MemoryVault(RenewedSession.First);
        using var one = s.NewClient(vault);
        using var two = s.NewClient(vault);
        await s.AskAsync(one);
        await s.AskAsync(two);
        s.Tokens.EndAccess();
        await s.AskAsync(one);
        await s.AskAsync(two);
        Assert.Equal((2, 0, 2), (s.Tokens.Refreshes, s.Tokens.Reuses, s.Refused));
    }

    [Fact]
    public async Task Eight_at_once_for_a_thousand_refreshes_never_spend_one_token_twice()
    {
        await using var s = await RenewedSession.StartAsync();
        var vault = new MemoryVault(RenewedSession.First);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (s.Tokens.Refreshes < 1000)
            {
                using var client = s.NewClient(vault, time: TimeProvider.System);
                try
                {
                    await s.AskAsync(client);
                    s.Tokens.EndAccess();
                    await s.AskAsync(client);
                }
                catch (ApiException e) when (e.StatusCode == 401)
                {
                    // One of the others ended the new token before it was used.
                }
            }
        })));
        Assert.InRange(s.Tokens.Refreshes, 1000, 1020);
        Assert.Equal((0, 0, 0), (s.Tokens.Reuses, s.Tokens.Refusals, s.Tokens.Misplaced));
    }

    [Fact]
    public async Task Another_machine_that_was_quicker_is_believed()
    {
        await using var s = await RenewedSession.StartAsync();
        var vault = new MemoryVault(RenewedSession.First);
        using var client = s.NewClient(vault);
        using var elsewhere = s.NewClient(refreshToken: RenewedSession.First);
        await s.AskAsync(elsewhere);
        var fresh = s.Tokens.Issue();
        s.Server.Faults.On("refreshToken").Slow(delayMs: 1, chunkBytes: 1);
        // The vault gets its new token between the read and the refusal.
        var late = new LateVault(vault, fresh.RefreshToken);
        using var here = s.NewClient(late);
        await s.AskAsync(here);
        Assert.Equal(1, s.Tokens.Reuses);
        Assert.NotEqual(fresh.RefreshToken, vault.Text);
    }

    [Fact]
    public async Task A_vault_for_short_secrets_holds_the_refresh_token_alone()
    {
        await using var s = await RenewedSession.StartAsync();
        var vault = new MemoryVault(RenewedSession.First) { Longest = 200 };
        using var client = s.NewClient(vault);
        await s.AskAsync(client);
        Assert.DoesNotContain("access_token", vault.Text, StringComparison.Ordinal);
        using var next = s.NewClient(vault);
        await s.AskAsync(next);
        Assert.Equal((2, 0), (s.Tokens.Refreshes, s.Tokens.Reuses));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("{\"access_token\":\"CANARY-51d7\"}")]
    [InlineData("{\"refresh_token\":\"CANARY-51d7")]
    public async Task What_is_no_refresh_token_is_told_without_being_shown(string text)
    {
        await using var s = await RenewedSession.StartAsync();
        using var client = s.NewClient(new MemoryVault(text));
        var error = await Assert.ThrowsAsync<TokenStoreException>(() => s.AskAsync(client));
        Assert.Equal("DpVaultFailed", error.ErrorId);
        Assert.Contains("is no refresh token", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Set-Secret -Vault Memory -Name dataprep", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_kill_in_mid_refresh_the_next_start_says_which_token_to_make_anew()
    {
        await using var s = await RenewedSession.StartAsync();
        var vault = new MemoryVault(RenewedSession.First);
        // As a process leaves it that is killed once the server has acted: the token spent, the note written.
        using (var killed = s.NewClient(new DeadVault(vault)))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => s.AskAsync(killed));
        }

        using var next = s.NewClient(vault);
        var error = await Assert.ThrowsAsync<SessionExpiredException>(() => s.AskAsync(next));
        Assert.Contains(vault.Name, error.Message, StringComparison.Ordinal);
        Assert.Contains($"Process {Environment.ProcessId} began to renew it on", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(vault.HowToReplace, error.RecommendedAction, StringComparison.Ordinal);
        // Once is enough to know: the others are told without asking again.
        var asked = s.Server.Journal.Count("refreshToken");
        using var third = s.NewClient(vault);
        Assert.Equal(error.Message, (await Assert.ThrowsAsync<SessionExpiredException>(() => s.AskAsync(third))).Message);
        Assert.Equal((asked, 1), (s.Server.Journal.Count("refreshToken"), s.Tokens.Reuses));
        vault.Text = s.Tokens.Issue().RefreshToken;
        using var mended = s.NewClient(vault);
        await s.AskAsync(mended);
        Assert.All(Directory.GetFiles(Path.Combine(folder.Path, "locks")), file => Assert.Equal(0, new FileInfo(file).Length));
    }

    [Fact]
    public async Task Locks_hold_no_token_and_are_the_users_own()
    {
        await using var s = await RenewedSession.StartAsync();
        using var client = s.NewClient(new DeadVault(new MemoryVault(RenewedSession.First)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => s.AskAsync(client));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "locks")));
        Assert.DoesNotContain("CANARY", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
        }
    }

    /// <summary>Takes nothing, as if the process ended first.</summary>
    private sealed class DeadVault(MemoryVault vault) : ITokenStore
    {
        public string Name => vault.Name;

        public string HowToReplace => vault.HowToReplace;

        public Task<System.Security.SecureString> ReadAsync() => vault.ReadAsync();

        // Not a vault's refusal: the session has no time to note anything.
        public Task WriteAsync(System.Security.SecureString text) => throw new InvalidOperationException("dead");
    }

    private sealed class LateVault(MemoryVault vault, string later) : ITokenStore
    {
        private int reads;

        public string Name => vault.Name;

        public string HowToReplace => vault.HowToReplace;

        public Task<System.Security.SecureString> ReadAsync()
        {
            if (++reads == 2)
            {
                vault.Text = later;
            }

            return vault.ReadAsync();
        }

        public Task WriteAsync(System.Security.SecureString text) => vault.WriteAsync(text);
    }
}
