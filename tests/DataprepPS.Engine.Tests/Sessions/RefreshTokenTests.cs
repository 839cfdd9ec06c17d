using System;
using System.Management.Automation;
using DataprepPS.Engine.Tests.Secrets;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Sessions;

/// <summary>Sessions that last by a refresh token. Vaults, which are modules of the user's own, are tried in a whole shell.</summary>
public sealed class RefreshTokenTests
{
    private const string Server = "--speed 100 --quota 0 --token-lifetime 300 --refresh-token CANARY-first --token-mark CANARY-51d7";

    private const string Connect = "param($server, $endpoint) $oauth = @{ ClientId = 'client'; TokenEndpoint = $endpoint }; ";

    [Fact]
    public void It_connects_and_is_renewed_without_a_word()
    {
        using var shell = Shell.Lease(Server);
        Assert.NotEmpty(Run(shell, "Connect-DpSession -RefreshToken CANARY-first @oauth -BaseUri $server -PassThru").One.Text("User"));
        shell.Server.Post("tokens/end");
        var result = shell.Run("Start-DpJobGroup 7 -Wait -PollInterval 0.05");
        Assert.Equal("Complete", result.One.Value("Status"));
        Assert.Empty(result.Warnings);
        Assert.Equal((2, 0, 0), Told(shell));
    }

    [Fact]
    public void Client_and_endpoint_are_taken_from_the_access_token_given_with_it()
    {
        using var shell = Shell.Lease(Server);
        var pair = shell.Server.Post("tokens")!;
        shell.Run("Connect-DpSession -Token $args[0] -RefreshToken $args[1] -BaseUri $args[2]", (string)pair["accessToken"]!, (string)pair["refreshToken"]!, shell.Server.BaseUri).Nothing();
        Assert.Equal((0, 0, 0), Told(shell));
        shell.Server.Post("tokens/end");
        Assert.NotNull(shell.Run("Start-DpJobGroup 7").One);
        Assert.Equal((1, 0, 0), Told(shell));
    }

    [Theory]
    [InlineData("-RefreshToken x -BaseUri $server", "-ClientId")]
    [InlineData("-RefreshToken x -BaseUri $server -ClientId c", "-TokenEndpoint")]
    [InlineData("-RefreshToken x @oauth", "-BaseUri")]
    [InlineData("-Token x -ClientId c", "-RefreshToken")]
    public void What_is_missing_is_named(string arguments, string missing)
    {
        using var shell = Shell.Lease(Server);
        Assert.Contains(missing, Run(shell, $"Connect-DpSession {arguments}").Fails("DpWrongInput").ToString(), StringComparison.Ordinal);
        Assert.Empty(shell.Server.Requests());
    }

    [Fact]
    public void It_is_not_sent_in_the_open()
    {
        using var shell = Shell.Lease(Server);
        Run(shell, "Connect-DpSession -RefreshToken x -ClientId c -TokenEndpoint http://example.invalid/as -BaseUri https://example.invalid").Fails("DpInsecureBaseUri");
    }

    [Fact]
    public void One_that_is_refused_ends_everything_with_one_error_that_says_what_to_do()
    {
        using var shell = Shell.Lease(Server);
        shell.Server.Post("tokens/disable");
        var error = Run(shell, "Connect-DpSession -RefreshToken CANARY-first @oauth -BaseUri $server").Fails("DpSessionExpired");
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.Contains("invalid_grant", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("OAuth 2.0 API Tokens", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Run(shell, "Connect-DpSession -RefreshToken CANARY-first @oauth -BaseUri $server -SkipCheck").Nothing();
        shell.Server.Forget();
        shell.Run("1..50 | Start-DpJobGroup").Fails("DpSessionExpired");
        Assert.Single(shell.Server.Requests());
    }

    [Fact]
    public void That_of_the_environment_connects_by_itself_and_says_once_that_it_cannot_be_written_back()
    {
        using var shell = Shell.Lease(Server);
        var lines = FreshShell.Run(
            "Import-Module $module; Get-DpJobGroup -First 1 -WarningVariable w; @($w).Count; \"$w\"; Start-DpJobGroup 7 -WarningVariable v | ForEach-Object RecipeId; @($v).Count",
            ("DATAPREP_REFRESH_TOKEN", "CANARY-first"),
            ("DATAPREP_CLIENT_ID", "client"),
            ("DATAPREP_TOKEN_ENDPOINT", $"{shell.Server.TokenUri}"),
            ("DATAPREP_BASE_URI", $"{shell.Server.BaseUri}"));
        Assert.Equal(["1", lines[1], "7", "0"], lines);
        Assert.Contains("DATAPREP_REFRESH_TOKEN cannot be written back", lines[1], StringComparison.Ordinal);
        Canary.IsNotIn(string.Join('\n', lines), "a fresh shell");
    }

    [Fact]
    public void That_of_the_environment_belongs_to_no_default_server()
    {
        using var shell = Shell.Lease(Server);
        var lines = FreshShell.Run(
            "Import-Module $module; Get-DpJobGroup 1",
            ("DATAPREP_REFRESH_TOKEN", "CANARY-first"),
            ("DATAPREP_CLIENT_ID", "client"),
            ("DATAPREP_TOKEN_ENDPOINT", $"{shell.Server.TokenUri}"));
        Assert.Contains("DATAPREP_BASE_URI", lines[0], StringComparison.Ordinal);
        Assert.Empty(shell.Server.Requests());
    }

    [Fact]
    public void It_is_in_no_stream_error_or_object()
    {
        using var shell = Shell.Lease(Server);
        Canary.IsNotIn(Run(shell, "Connect-DpSession -RefreshToken CANARY-first @oauth -BaseUri $server -PassThru -Verbose -Debug; Start-DpJobGroup 7 -Verbose -Debug"), shell);
        shell.Server.Post("tokens/end");
        shell.Server.Fail("getJobGroup", "echoAuthorization", status: 400);
        var echoed = shell.Run("Get-DpJobGroup 1 -Verbose -Debug");
        Assert.NotEmpty(echoed.AllErrors);
        Canary.IsNotIn(echoed, shell);
        shell.Server.Post("tokens/disable");
        var expired = shell.Run("Get-DpJobGroup 1 -Verbose; Get-DpSession");
        expired.Fails("DpSessionExpired");
        Canary.IsNotIn(expired, shell);
    }

    private static Result Run(Shell shell, string script) => shell.Run(Connect + script, shell.Server.BaseUri, shell.Server.TokenUri);

    private static (int Refreshes, int Reuses, int Misplaced) Told(Shell shell)
    {
        var told = shell.Server.Get("tokens");
        return ((int)told["refreshes"]!, (int)told["reuses"]!, (int)told["misplaced"]!);
    }
}
