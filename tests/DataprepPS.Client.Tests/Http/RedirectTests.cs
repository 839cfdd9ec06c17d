using System;
using System.Threading.Tasks;
using DataprepPS.Client.Api;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Http;

public sealed class RedirectTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_read_follows_a_redirect_on_the_same_server(int status)
    {
        await using var session = FixtureSession.Start(request => request.Path == "/elsewhere" ? FixtureReply.Json("""{"id":1}""") : FixtureReply.Of(status, ("Location", "/elsewhere")));
        Assert.Equal(1, (await session.Client.JobGroups.GetAsync(1, null, session.Context)).Id);
        Assert.All(session.Requests, request => Assert.Equal("Bearer " + FixtureSession.Token, request["Authorization"]));
    }

    [Fact]
    public async Task The_token_stays_when_the_server_points_to_another()
    {
        await using var other = FixtureServer.Start(_ => FixtureReply.Json("{}"));
        await using var session = FixtureSession.Start(_ => FixtureReply.Of(302, ("Location", new Uri(other.BaseUri, "/v4").AbsoluteUri)));
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
        Assert.Equal($"The server at {Origin(session.Server)} redirects to {Origin(other)}. The token stays with the server it was given for.", error.Message);
        Assert.Equal("If the new address is right, connect to it: Connect-DpSession -BaseUri.", error.RecommendedAction);
        Assert.Empty(other.Requests);
        Assert.Single(session.Requests);
    }

    [Fact]
    public async Task A_run_is_not_sent_to_another_path()
    {
        await using var session = FixtureSession.Start(FixtureReply.Of(307, ("Location", "/elsewhere")));
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 1 }, session.Context));
        Assert.Equal("The server redirects POST /v4/jobGroups to /elsewhere. A change is not sent a second time.", error.Message);
        Assert.Equal("Check -BaseUri; a log-in page is a common cause.", error.RecommendedAction);
        Assert.True(error.NothingSent);
        Assert.Single(session.Requests);
    }

    [Fact]
    public async Task A_change_that_is_answered_with_see_other_may_have_been_carried_out()
    {
        await using var session = FixtureSession.Start(FixtureReply.Of(303, ("Location", "/elsewhere")));
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Api.SendAsync(new ApiCall { Method = "DELETE", Path = "/v4/flows/1" }, session.Context));
        Assert.Single(session.Requests);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task No_change_follows_a_redirect(string method)
    {
        await using var session = FixtureSession.Start(FixtureReply.Of(302, ("Location", "/login")));
        await Assert.ThrowsAsync<ConnectionFailedException>(() => session.Client.Api.SendAsync(new ApiCall { Method = method, Path = "/v4/flows/1" }, session.Context));
        Assert.Single(session.Requests);
    }

    [Fact]
    public async Task A_circle_ends()
    {
        await using var session = FixtureSession.Start(FixtureReply.Of(302, ("Location", "/again")));
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
        Assert.Equal("The server redirects /again more than 5 times.", error.Message);
        Assert.Equal("Check -BaseUri; a log-in page is a common cause.", error.RecommendedAction);
        Assert.Equal(6, session.Requests.Count);
    }

    [Fact]
    public async Task Five_redirects_are_followed()
    {
        var count = 0;
        await using var session = FixtureSession.Start(_ => count++ < 5 ? FixtureReply.Of(302, ("Location", $"/{count}")) : FixtureReply.Json("""{"id":1}"""));
        Assert.Equal(1, (await session.Client.JobGroups.GetAsync(1, null, session.Context)).Id);
    }

    [Fact]
    public async Task A_redirect_to_nowhere_is_the_servers_answer()
    {
        await using var session = FixtureSession.Start(FixtureReply.Of(302));
        Assert.Equal(302, (await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context))).StatusCode);
    }

    private static string Origin(FixtureServer server) => server.BaseUri.GetLeftPart(UriPartial.Authority);
}
