using System;
using System.Linq;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Sessions;

/// <summary>Sessions: whose they are, how many there may be, and where they come from by themselves.</summary>
public sealed class SessionTests
{
    [Fact]
    public void Without_one_there_is_one_clear_error_for_all_inputs()
    {
        var lines = FreshShell.Run("Import-Module $module; try { 1..3 | Get-DpJobGroup -ErrorAction Continue } catch { $_.FullyQualifiedErrorId; $_.ErrorDetails.RecommendedAction }; if (Get-DpSession) { 'a session' }");
        Assert.Equal(2, lines.Count);
        Assert.StartsWith("DpNotConnected,", lines[0], StringComparison.Ordinal);
        Assert.Contains("Connect-DpSession", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void It_connects_by_itself_where_the_environment_has_a_token()
    {
        using var shell = Shell.Lease();
        var lines = FreshShell.Run(
            "Import-Module $module; (Get-DpJobGroup 1).Id; (Get-DpSession).BaseUri.Port; Disconnect-DpSession; Connect-DpSession; (Get-DpSession).User -ne $null",
            ("DATAPREP_TOKEN", Shell.Token),
            ("DATAPREP_BASE_URI", $"{shell.Server.BaseUri}"));
        Assert.Equal(["1", $"{shell.Server.BaseUri.Port}", "True"], lines);
    }

    [Fact]
    public void A_variable_that_holds_no_address_is_named()
    {
        var lines = FreshShell.Run("Import-Module $module; Get-DpJobGroup 1", ("DATAPREP_TOKEN", Shell.Token), ("DATAPREP_BASE_URI", "not an address"));
        Assert.Matches("^DpNotConnected.*DATAPREP_BASE_URI", lines[0]);
    }

    [Fact]
    public void After_a_disconnect_the_session_is_closed_and_another_disconnect_is_nothing()
    {
        using var shell = Shell.Lease();
        var result = shell.Run("$session = Get-DpSession; Disconnect-DpSession; Get-DpSession; $session.IsConnected; Disconnect-DpSession").Clean();
        Assert.Equal(false, Assert.Single(result.Output)!.BaseObject);
    }

    [Theory]
    [InlineData("Start-DpJobGroup 7 -Session $args[0]")]
    [InlineData("7 | Start-DpJobGroup -Session $args[0]")]
    public void A_start_under_way_when_another_runspace_disconnects_is_a_start_and_nothing_else(string script)
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("runJobGroup", "slow", delayMs: 5, chunkBytes: 4);
        var session = shell.Run("Get-DpSession").One;
        using var running = shell.Start(script, session);
        RunningScript.Until(() => shell.Server.Actions().Count == 1, "the start");
        using var beside = shell.Beside(isConnected: false);
        beside.Run("Disconnect-DpSession $args[0]", session).Nothing();
        var result = running.Finish();
        if (result.Output.Count == 1)
        {
            Assert.Equal(7L, result.One.Value("RecipeId"));
        }
        else
        {
            // Where the connection broke with the session, nobody can know.
            Assert.Contains("7", result.Fails("DpOutcomeUnknown").ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_was_not_begun_when_another_runspace_disconnects_ends_with_one_error_after_what_was()
    {
        using var shell = Shell.Lease();
        var session = shell.Run("Get-DpSession").One;
        var result = shell.Run("$session = $args[0]; 1, 2, 3 | Start-DpJobGroup -Session $session -ThrottleLimit 1 | ForEach-Object { Disconnect-DpSession $session; $_ }", session);
        Assert.Equal(1L, Assert.Single(result.Output).Value("RecipeId"));
        Assert.Contains("127.0.0.1", result.Fails("DpNotConnected").ToString(), StringComparison.Ordinal);
        Assert.Single(shell.Server.Actions());
    }

    [Fact]
    public void Two_servers_are_served_at_once()
    {
        using var here = Shell.Lease();
        using var there = Shell.Lease();
        var session = there.Run("Get-DpSession").One;
        var group = here.Run("Start-DpJobGroup 7 -Session $args[0]", session).One;
        Assert.Single(there.Server.Actions());
        Assert.Empty(here.Server.Requests());
        Assert.Equal(group.Id(), here.Run("Get-DpJobGroup $args[0] -Session $args[1]", group.Id(), session).One.Id());
    }

    [Fact]
    public void It_is_the_runspaces_own()
    {
        using var shell = Shell.Lease();
        using var beside = shell.Beside(isConnected: false);
        beside.Run("Get-DpSession").Nothing();
    }

    [Fact]
    public void It_goes_into_parallel_runspaces_by_using()
    {
        using var shell = Shell.Lease();
        // The module is there already where the pipeline's own runspace has it; theirs import it.
        var result = shell.Run("$session = Get-DpSession; $manifest = $args[0]; 1..12 | ForEach-Object -ThrottleLimit 6 -Parallel { Import-Module $using:manifest; (Get-DpJobGroup $_ -Session $using:session).Id }", Places.Manifest).Clean();
        Assert.Equal(Enumerable.Range(1, 12).Select(id => (long)id), result.Output.Select(id => (long)id!.BaseObject).Order());
        Assert.Equal(1, shell.Run("Get-DpJobGroup 1").One.Id());
    }

    [Fact]
    public void It_shows_what_is_known_of_the_quotas()
    {
        using var shell = Shell.Lease();
        Assert.Equal("True", shell.Run("$null = Start-DpJobGroup 7; foreach ($limit in (Get-DpSession).RateLimit) { if ($limit.EndpointClass -eq 'runJobGroup') { $limit.UserLimit -gt 0 } }").One.ToString());
    }
}
