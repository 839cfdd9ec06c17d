using System;
using System.Collections;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Permissions;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Plans;

/// <summary>Plans, their tasks and what they set.</summary>
public sealed class PlanTests
{
    [Fact]
    public async Task A_plan_is_read_with_its_tasks_and_what_comes_after_what()
    {
        await using var session = await EmulatedSession.StartAsync();
        var plan = await session.Client.Plans.GetAsync(1, null, session.Context);
        Assert.Equal([(1, 1, 1), (2, 1, 2)], plan.PlanNodes!.Select(node => (node.PlanNodeId, node.PlanId!.Value, node.FlowId!.Value)));
        Assert.Equal("1 -> 2", Assert.Single(plan.PlanEdges!).ToString());
    }

    [Theory]
    [InlineData("""{"id":4,"taskType":"flow","task":{"flowId":7}}""")]
    [InlineData("""{"id":4,"taskType":"flow","task":{"flow":{"id":7}}}""")]
    [InlineData("""{"id":4,"taskType":"flow","flow":{"id":7}}""")]
    public async Task A_task_tells_its_flow_wherever_the_server_has_it(string node)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$$"""{"id":2,"name":"p","planNodes":{"data":[{{{node}}}]}}"""));
        Assert.Equal(7, (await session.Client.Plans.GetAsync(2, null, session.Context)).PlanNodes![0].FlowId);
    }

    [Fact]
    public async Task A_flows_task_runs_all_recipes_that_have_an_output_unless_it_is_told_which()
    {
        await using var session = FixtureSession.Start(request => request.Method == "GET"
            ? FixtureReply.Json(request.Number("offset") > 0 ? """{"data":[]}""" : """{"data":[{"id":1,"flownode":{"id":21}},{"id":2,"flowNode":{"id":22}},{"id":3,"flownode":{"id":21}}]}""")
            : FixtureReply.Json("""{"id":9,"name":"t","taskType":"flow"}""", 201));
        var node = await session.Client.Plans.Nodes.CreateAsync(Task(null), session.Context);
        Assert.Equal((9, 2), (node.Id, node.PlanId!.Value));
        session.Sent("POST", "/v4/planNodes", """{"planId":2,"name":"t","taskType":"flow","task":{"flowId":5,"flowNodeIds":[21,22]}}""");
        var before = session.Requests.Count;
        await session.Client.Plans.Nodes.CreateAsync(Task([3]), session.Context);
        Assert.Equal("POST", Assert.Single(session.Requests.Skip(before)).Method);

        static IDictionary Task(long[]? nodes)
        {
            var task = new System.Collections.Specialized.OrderedDictionary { ["flowId"] = 5L };
            if (nodes is not null)
            {
                task["flowNodeIds"] = nodes;
            }

            return new System.Collections.Specialized.OrderedDictionary { ["planId"] = 2L, ["name"] = "t", ["taskType"] = "flow", ["task"] = task };
        }
    }

    [Fact]
    public async Task A_task_whose_reply_is_lost_is_found_in_its_plan()
    {
        await using var session = await EmulatedSession.StartAsync();
        session.Server.Faults.On("createPlanNode").ResetAfter();
        var node = await session.Client.Plans.Nodes.CreateAsync(new Hashtable { ["planId"] = 1L, ["name"] = "late", ["taskType"] = "email" }, session.Context);
        Assert.Equal((3, "late", 1), (node.PlanNodeId, node.Name, node.PlanId!.Value));
        Assert.Equal(1, session.Server.Journal.Count("createPlanNode"));
    }

    [Fact]
    public async Task A_task_that_cannot_be_found_is_looked_for_where_one_can_look()
    {
        await using var session = await EmulatedSession.StartAsync();
        session.Server.Faults.On("deletePlanNode").ResetAfter();
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Plans.Nodes.RemoveAsync(1, session.Context));
        Assert.Contains("Get-DpPlan -Full", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"datasources":{"data":[{"id":1,"runParameters":{"data":[{"overrideKey":"region","value":{"selector":{"value":"a","choices":["a","b"]}}}]}}]}}""", """{"selector":{"value":"b"}}""")]
    [InlineData("""{"outputObjects":{"data":[{"id":1,"runParameters":[{"overrideKey":"region","value":{"variable":{"value":"a"}}}]}]}}""", """{"variable":{"value":"b"}}""")]
    [InlineData("""{"planOverrides":{"data":null}}""", """{"variable":{"value":"b"}}""")]
    public async Task A_value_is_set_as_what_its_parameter_is(string parameters, string value)
    {
        await using var session = FixtureSession.Start(request => FixtureReply.Json(request.Method == "GET" ? parameters : """{"id":6}"""));
        var set = await session.Client.Plans.Nodes.SetOverrideAsync(3, "region", "b", session.Context);
        Assert.Equal((6, 3, "region"), (set.PlanOverrideId, set.PlanNodeId!.Value, set.OverrideKey));
        session.Sent("POST", "/v4/planOverrides", $$"""{"planNodeId":3,"overrideKey":"region","value":{{value}}}""");
    }

    [Fact]
    public async Task A_value_that_was_set_before_is_changed()
    {
        await using var session = FixtureSession.Start(request => FixtureReply.Json(request.Method == "GET"
            ? """{"planOverrides":{"data":[{"id":6,"overrideKey":"region","value":{"variable":{"value":"a"}}}]}}"""
            : """{"id":6,"planNodeId":3,"overrideKey":"region","value":{"variable":{"value":"b"}}}"""));
        Assert.Equal("region = b", (await session.Client.Plans.Nodes.SetOverrideAsync(3, "region", "b", session.Context)).ToString());
        session.Sent("PUT", "/v4/planOverrides/6", """{"planNodeId":3,"overrideKey":"region","value":{"variable":{"value":"b"}}}""");
    }

    [Fact]
    public async Task Parameters_are_told_task_by_task()
    {
        await using var session = await EmulatedSession.StartAsync();
        var nodes = await session.Client.Plans.GetParametersAsync(1, session.Context);
        Assert.Equal([(1L, "task-1", 1L), (2L, "task-2", 2L)], nodes.Select(node => (node.PlanNodeId, node.Handle!, node.FlowId!.Value)));
        Assert.Equal(["region"], nodes[0].OverrideKeys);
        Assert.All(nodes, node => Assert.Equal(1, node.PlanId));
    }

    [Theory]
    [InlineData("collaborator", "plan_editor")]
    [InlineData("readOnly", "plan_viewer")]
    public async Task A_plan_is_shared_under_both_sets_of_words(string role, string policy)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$"""{"data":[{"personId":2,"person":{"id":2},"role":"{{role}}","policy":"{{policy}}"}]}""", 201));
        var given = await session.Client.Plans.Permissions.GrantAsync(1, [new Grantee(2), new Grantee("ben@example.com")], role, session.Context);
        Assert.Equal((2L, role), (Assert.Single(given).PersonId, given[0].Role));
        session.Sent("POST", "/v4/plans/1/permissions", $$"""{"data":[{"role":"{{role}}","policy":"{{policy}}","personId":2},{"role":"{{role}}","policy":"{{policy}}","email":"ben@example.com"}]}""");
    }
}
