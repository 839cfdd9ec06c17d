using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Workspaces;

public sealed class PersonTests
{
    [Theory]
    [InlineData("""{"id":1,"email":"a@example.com","name":"A","isAdmin":true}""", "a@example.com")]
    [InlineData("""{"id":1,"name":"A"}""", "A")]
    [InlineData("""{"id":1}""", "user 1")]
    public async Task A_person_is_shown_by_what_is_known(string body, string shown)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(body));
        var person = await session.Client.Workspaces.GetCurrentPersonAsync(session.Context);
        Assert.Equal((1, shown), (person!.PersonId, person.ToString()));
        session.Sent("GET", "/v4/people/current");
    }

    [Theory]
    [InlineData("partial-2026-aac-access-control.403.http.json")]
    [InlineData("recorded-2026-aac-route-not-found.404.http.json")]
    public async Task A_closed_route_leaves_the_person_unknown(string reply)
    {
        await using var session = FixtureSession.Start(FixtureReply.File(reply));
        Assert.Null(await session.Client.Workspaces.GetCurrentPersonAsync(session.Context));
    }

    [Fact]
    public async Task A_refused_token_or_a_page_of_somebody_else_is_an_error()
    {
        await using var refused = FixtureSession.Start(FixtureReply.Of(401));
        var error = await Assert.ThrowsAsync<ApiException>(() => refused.Client.Workspaces.GetCurrentPersonAsync(refused.Context));
        Assert.Equal("DpAuthenticationFailed", error.ErrorId);
        await using var elsewhere = FixtureSession.Start(FixtureReply.Json("<html>", 404));
        await Assert.ThrowsAsync<ApiException>(() => elsewhere.Client.Workspaces.GetCurrentPersonAsync(elsewhere.Context));
    }
}
