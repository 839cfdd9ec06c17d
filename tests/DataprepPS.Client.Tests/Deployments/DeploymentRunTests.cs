using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Tests.Support;
using Xunit;
using EmulatorOptions = DataprepPS.Emulator.EmulatorOptions;

namespace DataprepPS.Client.Tests.Deployments;

public sealed class DeploymentRunTests
{
    [Fact]
    public async Task A_run_of_version_4_is_the_vendors_to_the_byte()
    {
        var (session, groups) = await RunAsync("doc-r064-runDeployment-v4-response.201.json", new Hashtable { ["varRegion"] = "02" });
        session.Sent("POST", "/v4/deployments/7/run", Fixture.Node("doc-r064-runDeployment-v4-request-runParameters.json"));
        var group = Assert.Single(groups);
        Assert.Equal((3, 7, "JobStarted", "14337009-1637-4948-a36f-16479d7138c6"), (group.Id, group.DeploymentId!.Value, group.Reason, group.SessionId));
    }

    [Fact]
    public async Task A_run_of_version_3_names_its_jobs()
    {
        var (session, groups) = await RunAsync("doc-r064-runDeployment-v3-response.201.json", null, useV3: true);
        session.Sent("POST", "/v3/deployments/7/run", "{}");
        var group = Assert.Single(groups);
        Assert.Equal((33, 7), (group.Id, group.DeploymentId!.Value));
        Assert.Equal([68L, 69, 70], group.Jobs!.Select(job => job.Id));
    }

    [Fact]
    public async Task A_run_of_a_published_client_can_be_said()
    {
        var (session, _) = await RunAsync("doc-r064-runDeployment-v4-response.201.json", new Hashtable { ["Contracts_File"] = "Contracts_Prod.csv" });
        session.Sent("POST", "/v4/deployments/7/run", Fixture.Node("client-real-world-requests.json")![6]!["body"]);
    }

    [Fact]
    public async Task Each_job_group_started_is_an_object()
    {
        await using var session = await EmulatedSession.StartAsync();
        var groups = await session.Client.Deployments.RunAsync(3, null, false, session.Context);
        Assert.Equal(2, groups.Count);
        Assert.All(groups, group => Assert.Equal(3, group.DeploymentId));
        Assert.Equal(2, groups.Select(group => group.Id).Distinct().Count());
    }

    [Fact]
    public async Task Without_an_active_release_nothing_starts()
    {
        await using var session = FixtureSession.Start(request => request.Method == "GET" ? FixtureReply.Rows([]) : FixtureReply.Json("""{"data":null}""", 201));
        Assert.Empty(await session.Client.Deployments.RunAsync(5, new Hashtable(), false, session.Context));
    }

    [Fact]
    public async Task A_reply_with_a_group_that_has_no_id_is_no_answer()
    {
        await using var session = FixtureSession.Start(request => request.Method == "GET" ? FixtureReply.Rows([]) : FixtureReply.Json("""{"data":[{"reason":"JobStarted"}]}""", 201));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Deployments.RunAsync(5, null, false, session.Context));
        Assert.Contains("without an id", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_reply_is_lost_is_not_repeated_and_what_appeared_is_named()
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { Seed = 10 });
        session.Server.Faults.On("runDeployment").ResetAfter();
        session.Server.Faults.On("runDeploymentV3").ResetAfter();
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Deployments.RunAsync(3, null, false, session.Context));
        Assert.Contains("These job groups appeared meanwhile: 12 (recipe ", error.Message, StringComparison.Ordinal);
        Assert.Contains(" 11 (recipe ", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, session.Server.Journal.Count("runDeployment"));
    }

    [Fact]
    public async Task A_run_that_never_arrived_says_that_nothing_appeared()
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { Seed = 10 });
        session.Server.Faults.On("runDeployment").ResetBefore();
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Deployments.RunAsync(3, null, false, session.Context));
        Assert.Contains("No new job group has appeared so far.", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, session.Server.Journal.Count("runDeployment"));
    }

    [Fact]
    public async Task An_edition_without_deployments_says_so()
    {
        await using var session = FixtureSession.Start(request =>
            request.Method == "GET" ? FixtureReply.Rows([]) : FixtureReply.File("recorded-2026-aac-route-not-found.404.http.json"));
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.Deployments.RunAsync(5, null, false, session.Context));
        Assert.Equal((ErrorKind.NotAvailable, "RouteNotFoundException,DpNotAvailable"), (error.Kind, error.ErrorId));
    }

    private static async Task<(FixtureSession Session, IReadOnlyList<JobGroup> Groups)> RunAsync(string reply, IDictionary? parameters, bool useV3 = false)
    {
        await using var session = FixtureSession.Start(request => request.Method == "GET" ? FixtureReply.Rows([]) : FixtureReply.File(reply));
        return (session, await session.Client.Deployments.RunAsync(7, parameters, useV3, session.Context));
    }
}
