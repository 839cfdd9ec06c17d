using System;
using System.Linq;
using DataprepPS.Engine.Tests.Secrets;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Flows;

/// <summary>Flows and what belongs to them, as users write it.</summary>
public sealed class FlowTests
{
    [Fact]
    public void Names_and_owners_choose_flows_and_counting_them_is_one_request()
    {
        using var shell = Shell.Lease();
        Assert.Equal(["Flow 1 orders", "Flow 10 reviews"], shell.Run("Get-DpFlow -Name 'flow 1*'").Clean().Values("Name"));
        shell.Run("Get-DpFlow -Name 'Flow 1'").Fails("DpNotFound");
        shell.Server.Forget();
        Assert.Equal(10UL, shell.Run("Get-DpFlow -Ownership owned -IncludeTotalCount -First 0").One.BaseObject);
        Assert.Equal("countFlows", Assert.Single(shell.Server.Requests()).OperationId);
    }

    [Fact]
    public void A_release_that_cannot_check_flows_says_so_for_each()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("validateFlow", "status", times: 0, status: 404, body: """{"exception":{"name":"RouteNotFoundException","message":"This route does not exist"}}""");
        var result = shell.Run("1, 2 | Test-DpFlow");
        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("RouteNotFoundException,DpNotAvailable,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
    }

    [Fact]
    public void A_recipe_without_input_makes_its_flow_invalid()
    {
        using var shell = Shell.Lease();
        Assert.Equal(true, shell.Run("Get-DpFlow 1 | Test-DpFlow").One.Value("IsValid"));
        var flow = shell.Run("Remove-DpImportedDataset 3001 -Confirm:$false; Test-DpFlow 1").One;
        Assert.Equal((1L, false), ((long)flow.Value("FlowId")!, (bool)flow.Value("IsValid")!));
        Assert.Contains("orders step 1", string.Join(' ', ((System.Collections.IEnumerable)flow.Value("Problem")!).Cast<object>()), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_and_webhooks_are_those_of_their_flow_and_travel_to_another()
    {
        using var shell = Shell.Lease();
        Assert.Equal("region = EMEA", shell.Run("Get-DpFlow 1, 2 | Get-DpFlowParameter").One.BaseObject.ToString());
        var copied = shell.Run("Get-DpFlowParameter -FlowId 1 | New-DpFlowParameter -FlowId 3").One;
        Assert.Equal((3L, "region", "EMEA"), ((long)copied.Value("FlowId")!, copied.Text("OverrideKey"), copied.Text("Value")));
        Assert.Equal("APAC", shell.Run("Get-DpFlowParameter -FlowId 3 | Set-DpFlowParameter -Value APAC -PassThru").One.Text("Value"));
        shell.Run("Get-DpFlowParameter -FlowId 3 | Remove-DpFlowParameter -Confirm:$false; Get-DpFlowParameter -FlowId 3").Nothing();
        shell.Run("Get-DpWebhook").Fails("DpWrongInput");
        Assert.True((bool)shell.Run("Get-DpWebhook -FlowId 1 | Test-DpWebhook").One.Value("IsSuccess")!);
        Assert.Equal("getaddrinfo ENOTFOUND", shell.Run("Test-DpWebhook -Url https://fail.example.com").One.Text("Error"));
    }

    [Fact]
    public void A_webhooks_key_is_sent_and_seen_nowhere()
    {
        using var shell = Shell.Lease();
        const string Key = "$key = [securestring]::new(); $args[0].ToCharArray() | ForEach-Object { $key.AppendChar($_) }; ";
        var result = shell.Run(Key + "New-DpWebhook 1 tell https://hooks.example.com/x -RecipeId 1, 2 -Payload 'done' -Header @{ a = 'b' } -SecretKey $key -Verbose", Canary.Token);
        var body = Assert.Single(shell.Server.Bodies("createWebhookFlowTask"));
        Assert.Equal((Canary.Token, "some", "done", "b", "post"), ((string)body["secretKey"]!, (string)body["triggerObject"]!, (string)body["body"]!, (string)body["headers"]!["a"]!, (string)body["method"]!));
        Assert.NotNull(result.One);
        Canary.IsNotIn(result, shell);
        shell.Server.Fail("createWebhookFlowTask", "status", status: 400, body: $$$"""{"exception":{"name":"ApiValidationFailed","message":"secretKey {{{Canary.Token}}} is too short"}}""");
        var refused = shell.Run(Key + "New-DpWebhook 1 other https://hooks.example.com/x -SecretKey $key", Canary.Token);
        refused.Fails("ApiValidationFailed");
        Canary.IsNotIn(refused, shell);
    }

    [Fact]
    public void A_flow_is_shared_shown_and_taken_back_by_id_and_by_address()
    {
        using var shell = Shell.Lease();
        var given = shell.Run("Get-DpFlow 1, 2 | Grant-DpFlowPermission -Email ben@example.com -Role readOnly").Clean();
        Assert.Equal(["Ben Example", "Ben Example"], given.Values("Name"));
        Assert.Equal(2, shell.Server.Requests("shareFlow").Count);
        Assert.Equal("collaborator", shell.Run("[pscustomobject]@{ FlowId = 2; PersonId = 2; Role = 'collaborator' } | Grant-DpFlowPermission").One.Text("Role"));
        shell.Run("Revoke-DpFlowPermission 1 -Email ben@example.com; Get-DpFlowPermission 2 | Where-Object Role -NE owner | Revoke-DpFlowPermission").Nothing();
        Assert.Equal(["owner", "owner"], shell.Run("1, 2 | Get-DpFlowPermission").Clean().Values("Role"));
        shell.Run("Revoke-DpFlowPermission 1 -Email ben@example.com").Fails("DpAlreadyGone");
        shell.Run("Revoke-DpFlowPermission 1 -Email ben@example.com -ErrorAction Ignore; Get-DpFlow 1 | Revoke-DpFlowPermission -PersonId 2 -ErrorAction Ignore").Nothing();
    }

    [Fact]
    public void Notifications_are_set_with_both_words()
    {
        using var shell = Shell.Lease();
        Assert.Equal("all", shell.Run("Get-DpFlow 1 | Set-DpFlowNotification -OnJobFailure ALL -OnJobSuccess never -PassThru").One.Text("OnJobFailure"));
        Assert.Equal("""{"onJobFailure":"all","onJobSuccess":"never","flowId":1}""", Assert.Single(shell.Server.Bodies("createFlowNotificationSettings")).ToJsonString());
    }
}
