using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Http;

/// <summary>What an error reply of the server becomes.</summary>
public sealed class ErrorReplyTests
{
    [Fact]
    public async Task A_wrong_embed_says_which_are_right()
    {
        await using var session = FixtureSession.Start(FixtureReply.File("doc-10.1.0-invalid-embed.http.json"));
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.GetAsync(1, new ReadOptions { Embed = ["*"] }, session.Context));
        Assert.Equal("/v4/jobGroups/1?embed=%2A", session.Requests[0].Target);
        Assert.Equal((ErrorKind.InvalidInput, "ValidationFailed"), (error.Kind, error.ErrorId));
        Assert.Equal("Input validation failed", error.ServerMessage);
        Assert.Contains("Valid associations are creator, updater, snapshots...", error.Details, StringComparison.Ordinal);
        Assert.Contains("Input validation failed. No association *", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forbidden_call_names_the_role()
    {
        var error = await FailAsync(FixtureReply.File("partial-2026-aac-access-control.403.http.json"));
        Assert.Equal((403, ErrorKind.Permission, "AccessControlException"), (error.StatusCode, error.Kind, error.ErrorId));
        Assert.Contains("User is not authorised to access this API.", error.Message, StringComparison.Ordinal);
        Assert.Contains("role", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_route_is_not_available()
    {
        var error = await FailAsync(FixtureReply.File("recorded-2026-aac-route-not-found.404.http.json"));
        Assert.Equal((404, ErrorKind.NotAvailable, "RouteNotFoundException,DpNotAvailable"), (error.StatusCode, error.Kind, error.ErrorId));
        Assert.Contains("This route does not exist. Cannot GET <path>.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "ApiValidationFailed", ErrorKind.InvalidInput, "ApiValidationFailed")]
    [InlineData(400, null, ErrorKind.InvalidInput, "DpInvalidResponse")]
    [InlineData(401, null, ErrorKind.Authentication, "DpAuthenticationFailed")]
    [InlineData(401, "Unauthorized", ErrorKind.Authentication, "Unauthorized,DpAuthenticationFailed")]
    [InlineData(403, "Other", ErrorKind.Permission, "Other")]
    [InlineData(404, "DataNotFoundException", ErrorKind.NotFound, "DataNotFoundException")]
    [InlineData(404, "Other", ErrorKind.NotFound, "Other")]
    [InlineData(404, null, ErrorKind.NotAvailable, "DpNotAvailable")]
    [InlineData(410, "Gone", ErrorKind.NotFound, "Gone")]
    [InlineData(415, "Media", ErrorKind.InvalidInput, "Media")]
    [InlineData(500, "Oops", ErrorKind.Server, "Oops")]
    [InlineData(503, null, ErrorKind.Server, "DpInvalidResponse")]
    public async Task Kind_and_id_follow_the_name_first_and_then_the_status(int status, string? name, ErrorKind kind, string id)
    {
        var error = await FailAsync(name is null ? FixtureReply.Of(status) : FixtureReply.Error(status, name));
        Assert.Equal((kind, id, name), (error.Kind, error.ErrorId, error.Name));
        Assert.EndsWith(".", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(("GET", "/v4/jobGroups/1"), (error.Method, error.Path));
    }

    [Theory]
    [InlineData(400, "ApiValidationFailed", ErrorKind.InvalidInput, null, "Check the value named in the message.")]
    [InlineData(400, "ValidationFailed", ErrorKind.InvalidInput, null, "Check the value named in the message.")]
    [InlineData(500, "ApiValidationFailed", ErrorKind.InvalidInput, null, "Check the value named in the message.")]
    [InlineData(500, "ValidationFailed", ErrorKind.InvalidInput, null, "Check the value named in the message.")]
    [InlineData(400, "DataNotFoundException", ErrorKind.NotFound, null, "Check the id: ")]
    [InlineData(400, "ProfilingDataNotFoundException", ErrorKind.NotFound, null, "without a profile: start it with -Profiler $true.")]
    [InlineData(400, "TooManyRequestsException", ErrorKind.RateLimit, "DpRateLimited", "Wait for the quota's minute to pass.")]
    [InlineData(400, "AccessControlException", ErrorKind.Permission, null, "the API belongs to the Enterprise edition")]
    [InlineData(400, "RouteNotFoundException", ErrorKind.NotAvailable, "DpNotAvailable", "has no such endpoint, or -BaseUri is wrong")]
    [InlineData(400, "Other", ErrorKind.InvalidInput, null, "Check the value named in the message.")]
    [InlineData(401, "Other", ErrorKind.Authentication, "DpAuthenticationFailed", "Preferences > Access tokens, then Connect-DpSession.")]
    [InlineData(403, "Other", ErrorKind.Permission, null, "check that the API is enabled for the project")]
    [InlineData(404, "Other", ErrorKind.NotFound, null, "Check the id: ")]
    [InlineData(404, null, ErrorKind.NotAvailable, "DpNotAvailable", "has no such endpoint, or -BaseUri is wrong")]
    [InlineData(410, "Other", ErrorKind.NotFound, null, "-IncludeDeleted still shows it.")]
    [InlineData(429, "Other", ErrorKind.RateLimit, "DpRateLimited", "Wait for the quota's minute to pass.")]
    [InlineData(499, "Other", ErrorKind.InvalidInput, null, "Check the value named in the message.")]
    [InlineData(500, "Other", ErrorKind.Server, null, "Give its support the request id")]
    public void What_to_do_follows_the_name_first_and_then_the_status(int status, string? name, ErrorKind kind, string? ownId, string action)
    {
        var error = ApiErrorTable.Classify(status, name, Editions.All);
        Assert.Equal((kind, ownId), (error.Kind, error.OwnId));
        Assert.Contains(action, error.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_id_is_on_the_error()
    {
        var error = await FailAsync(FixtureReply.Error(404, headers: ("x-trifacta-request-id", "req-17")));
        Assert.Equal("req-17", error.RequestId);
        error = await FailAsync(FixtureReply.Error(404, headers: ("x-trifacta-request-id", "req\u001b[2J18")));
        Assert.Equal("req [2J18", error.RequestId);
    }

    [Fact]
    public async Task A_web_page_is_shown_by_its_first_characters()
    {
        var error = await FailAsync(FixtureReply.Json("<html>\r\n<h1>Bad gateway</h1>" + new string('x', 5000), 502) with { ContentType = "text/html" });
        Assert.Null(error.Name);
        Assert.Contains("502: <html> \n<h1>Bad gateway</h1>xxx", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 300, 400);
    }

    [Theory]
    [InlineData("""{"name":"N","message":"M","details":"D"}""", "400 N: M. D.")]
    [InlineData("""{"Exception":{"NAME":"N","Message":"M"}}""", "400 N: M.")]
    [InlineData("""{"exception":{"name":"N","message":"M","details":"M and more!"}}""", "400 N: M and more!")]
    [InlineData("""{"exception":{"name":"N","details":{"field":"path"}}}""", """400 N: {"field":"path"}.""")]
    [InlineData("""{"exception":{"name":"N"}}""", "400 N.")]
    [InlineData("""{"exception":"text"}""", """400: {"exception":"text"}""")]
    [InlineData("""{"exception":{"name":null,"message":" "}}""", """400: {"exception":{"name":null,"message":" "}}""")]
    [InlineData("""{"exception":{"name":"N","details":{"a":"\ud800"}}}""", """400 N: {"a":"\ud800"}.""")]
    [InlineData("[1]", "400: [1]")]
    [InlineData("\uFEFF{\"exception\":{\"name\":\"N\"}}", "400 N.")]
    [InlineData("", "400.")]
    public async Task Every_flavour_of_body_is_a_readable_sentence(string body, string said)
    {
        var error = await FailAsync(FixtureReply.Json(body, 400));
        Assert.Equal($"GET /v4/jobGroups/1: the server answered {said}", error.Message);
    }

    [Theory]
    [InlineData(300, "")]
    [InlineData(301, "…")]
    public async Task Of_a_body_of_another_kind_three_hundred_characters_are_shown(int length, string end)
    {
        var error = await FailAsync(FixtureReply.Json(new string('x', length), 400));
        Assert.Equal($"GET /v4/jobGroups/1: the server answered 400: {new string('x', 300)}{end}", error.Message);
    }

    [Fact]
    public async Task Of_a_message_four_thousand_characters_are_kept_and_nothing_that_steers_a_terminal()
    {
        var error = await FailAsync(FixtureReply.Json($$$"""{"exception":{"name":"N","message":"a\u001b[2J\tb\nc\rd{{{new string('x', 5000)}}}"}}""", 400));
        Assert.Equal($"a [2J\tb\nc d{new string('x', 4000 - 11)}…", error.ServerMessage);
    }

    [Fact]
    public async Task An_error_body_that_never_ends_is_not_swallowed()
    {
        var error = await FailAsync(new FixtureReply(400, Encoding.ASCII.GetBytes(new string('x', 3_000_000))));
        Assert.Equal("GET /v4/jobGroups/1: the server answered 400.", error.Message);
    }

    [Fact]
    public async Task The_documented_429_says_how_long_to_wait_and_is_obeyed_once()
    {
        await using var session = FixtureSession.Start(
            FixtureReply.File("doc-10.1.0-too-many-requests.429.http.json"), FixtureReply.File("doc-10.1.0-runJobGroup-response.201.json"));
        var group = await session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, session.Context);
        Assert.Equal(9, group.Id);
        var wait = Assert.Single(session.Observer.Waits);
        Assert.Equal(("runJobGroup", 57.0, 2, true), (wait.Operation, Math.Floor(wait.Delay.TotalSeconds), wait.Attempt, wait.IsRetry));
        Assert.Contains("429", wait.Reason, StringComparison.Ordinal);
        Assert.Single(session.Requests.Select(request => request["x-execution-id"]).Distinct());
        var limits = Assert.Single(session.Client.RateLimits, limits => limits.EndpointClass == "runJobGroup");
        Assert.Equal((true, 30), (limits.IsLimited!.Value, limits.UserLimit!.Value));
    }

    [Fact]
    public async Task A_429_beyond_the_retry_time_is_reported_with_the_servers_own_words()
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.File("doc-10.1.0-too-many-requests.429.http.json"), maxRetryTime: TimeSpan.FromSeconds(20));
        var error = await Assert.ThrowsAsync<RateLimitedException>(() => session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, session.Context));
        Assert.Equal(("TooManyRequestsException,DpRateLimited", ErrorKind.RateLimit, 429), (error.ErrorId, error.Kind, error.StatusCode));
        Assert.Equal(("TooManyRequestsException", 57.0), (error.Name, error.RetryAfter!.Value.TotalSeconds));
        Assert.Equal(("POST", "/v4/jobGroups"), (error.Method, error.Path));
        Assert.Contains("Max. 30 requests allowed per minute per user.", error.Message, StringComparison.Ordinal);
        Assert.Contains("The retry time of 20 s does not cover the wait.", error.Message, StringComparison.Ordinal);
        Assert.Contains("-MaxRetryTime", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(session.Requests);
    }

    [Fact]
    public async Task A_429_without_a_name_or_a_word_is_not_waited_for_beyond_the_retry_time()
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Of(429), maxRetryTime: TimeSpan.FromSeconds(29));
        var error = await Assert.ThrowsAsync<RateLimitedException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context.WithRetryTime(TimeSpan.FromSeconds(59))));
        Assert.Equal("DpRateLimited", error.ErrorId);
        Assert.Equal("GET /v4/jobGroups/1: the server answered 429. The retry time of 59 s does not cover the wait.", error.Message);
        // The second call is the probe of the closed gate: refused, the next goes after half a minute or more.
        await Assert.ThrowsAsync<RateLimitedException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
        Assert.Equal(2, session.Requests.Count);
    }

    private static async Task<ApiException> FailAsync(FixtureReply reply)
    {
        await using var session = FixtureSession.Start(_ => reply, maxRetryTime: TimeSpan.Zero);
        return await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
    }
}
