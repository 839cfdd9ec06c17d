using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Sessions;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Sessions;

/// <summary>The file of profiles: whole or not there, the user's own, and the same for all who write at once.</summary>
[Collection("UserFolder")]
public sealed class ProfileFileTests : IDisposable
{
    private readonly TemporaryUserFolder folder = new();
    private readonly ProfileFile file = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_profile_comes_back_as_it_was_saved()
    {
        Assert.Empty(file.Read());
        await file.SaveAsync(new SessionProfile { Name = "Nightly", BaseUri = new Uri("https://us1.alteryxcloud.com"), Vault = "Work", Secret = "dataprep", ClientId = "c-1", TokenEndpoint = new Uri("https://pingauth.alteryxcloud.com/as") });
        await file.SaveAsync(Plain("build"));
        var profile = file.Get("NIGHTLY");
        Assert.Equal(("Nightly", "https://us1.alteryxcloud.com/", "Work", "dataprep", null), (profile.Name, profile.BaseUri.AbsoluteUri, profile.Vault, profile.Secret, profile.EnvironmentVariable));
        Assert.Equal(("c-1", "https://pingauth.alteryxcloud.com/as", true), (profile.ClientId, profile.TokenEndpoint!.AbsoluteUri, profile.IsRenewed));
        Assert.Equal(["build", "Nightly"], file.Read().Select(one => one.Name));
        Assert.False(file.Get("build").IsRenewed);
        Assert.DoesNotContain("isRenewed", await File.ReadAllTextAsync(file.Path), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Saving_again_replaces_and_removing_removes()
    {
        await file.SaveAsync(Plain("a"));
        await file.SaveAsync(new SessionProfile { Name = "A", EnvironmentVariable = "OTHER" });
        Assert.Equal("OTHER", Assert.Single(file.Read()).EnvironmentVariable);
        await file.RemoveAsync("a");
        Assert.Empty(file.Read());
        var error = await Assert.ThrowsAsync<ProfileException>(() => file.RemoveAsync("a"));
        Assert.Equal(("DpProfileNotFound", ErrorKind.NotFound), (error.ErrorId, error.Kind));
        await file.SaveAsync(Plain("b"));
        Assert.Equal("There are: b.", Assert.Throws<ProfileException>(() => file.Get("a")).RecommendedAction);
    }

    [Fact]
    public async Task Only_the_user_may_read_it()
    {
        await file.SaveAsync(Plain("a"));
        await file.SaveAsync(Plain("b"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
        }
    }

    [Fact]
    public async Task Twenty_who_write_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await new ProfileFile().SaveAsync(Plain($"p{writer}-{i}"));
                Assert.NotEmpty(new ProfileFile().Read());
            }
        })));
        Assert.Equal(200, file.Read().Count);
        Assert.Equal(["profiles.json", "profiles.json.lock"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"profiles\":7}")]
    public async Task A_damaged_file_is_told_and_not_overwritten(string text)
    {
        Directory.CreateDirectory(folder.Path);
        await File.WriteAllTextAsync(file.Path, text);
        Assert.Equal("DpProfileFailed", Assert.Throws<ProfileException>(() => file.Read()).ErrorId);
        await Assert.ThrowsAsync<ProfileException>(() => file.SaveAsync(Plain("a")));
        Assert.Equal(text, await File.ReadAllTextAsync(file.Path));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_told()
    {
        await File.WriteAllTextAsync(folder.Path, "a file where the folder should be");
        var error = await Assert.ThrowsAsync<ProfileException>(() => new ProfileFile().SaveAsync(Plain("a")));
        Assert.Contains("DATAPREP_CONFIG", error.RecommendedAction, StringComparison.Ordinal);
        File.Delete(folder.Path);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        foreach (var wrong in (SessionProfile[])
        [
            new() { EnvironmentVariable = "X" }, new() { Name = "a" }, new() { Name = "a", Vault = "v" }, new() { Name = "a", Vault = "v", Secret = "s", EnvironmentVariable = "X" },
            new() { Name = "a", EnvironmentVariable = "X", ClientId = "c" },
        ])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => file.SaveAsync(wrong));
        }

        Assert.Empty(file.Read());
    }

    private static SessionProfile Plain(string name) => new() { Name = name, EnvironmentVariable = "TOKEN" };
}
