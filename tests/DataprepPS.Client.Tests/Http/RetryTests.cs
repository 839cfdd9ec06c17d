using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Api;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Http;

public sealed class RetryTests
{
    private static readonly FixtureReply Good = FixtureReply.Json("""{"id":1}""");

    public static TheoryData<string> Transient => ["408", "429", "500", "502", "503", "504", "reset", "truncated"];

    [Theory]
    [MemberData(nameof(Transient))]
    public async Task A_read_is_sent_again_after_anything_transient(string fault)
    {
        await using var session = FixtureSession.Start(Fault(fault), Fault(fault), Good);
        Assert.Equal(1, (await session.Client.JobGroups.GetAsync(1, null, session.Context)).Id);
        Assert.Equal(3, session.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Transient))]
    public async Task A_run_is_sent_again_under_the_same_execution_id(string fault)
    {
        await using var session = FixtureSession.Start(Fault(fault), Fault(fault), FixtureReply.File("doc-10.1.0-runJobGroup-response.201.json"));
        var group = await session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, session.Context);
        Assert.Equal(3, session.Requests.Count);
        Assert.Equal(group.ExecutionId.ToString(), Assert.Single(session.Requests.Select(request => request["x-execution-id"]).Distinct()));
        Assert.Single(session.Requests.Select(request => request.Body).Distinct());
    }

    [Theory]
    [InlineData("reset", 1)]
    [InlineData("truncated", 1)]
    [InlineData("500", 1)]
    [InlineData("408", 1)]
    [InlineData("429", 2)]
    public async Task A_change_is_sent_again_only_when_the_server_cannot_have_acted(string fault, int sent)
    {
        await using var session = FixtureSession.Start(Fault(fault), Good);
        var change = session.Client.Api.SendAsync(new ApiCall { Method = "patch", Path = "/v4/flows/1", Body = "{}" }, session.Context);
        if (sent == 1)
        {
            var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => change);
            Assert.Contains("Whether the server acted is not known.", error.Message, StringComparison.Ordinal);
        }
        else
        {
            await change;
        }

        Assert.Equal(sent, session.Requests.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(304)]
    public async Task What_repeating_cannot_mend_is_reported_at_once(int status)
    {
        await using var session = FixtureSession.Start(FixtureReply.Of(status), Good);
        await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
        Assert.Single(session.Requests);
        Assert.Empty(session.Observer.Waits);
    }

    [Fact]
    public async Task A_wait_for_the_first_reply_is_no_refusal()
    {
        using var told = new ManualResetEventSlim();
        await using var session = FixtureSession.Start(request =>
        {
            told.Wait(TimeSpan.FromSeconds(20));
            return FixtureReply.Json("""{"id":1}""");
        });
        var starts = Enumerable.Range(1, 8).Select(recipe => session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = recipe }, session.Context)).ToList();
        var wait = await session.Observer.FirstWait.WaitAsync(TimeSpan.FromSeconds(20));
        told.Set();
        await Task.WhenAll(starts);
        Assert.Equal("one call goes first to learn how many may", wait.Reason);
        Assert.DoesNotContain(session.Observer.Waits, other => other.IsRetry);
    }

    [Fact]
    public async Task A_spoilt_reply_of_a_run_is_asked_for_again_and_that_of_a_read_is_not()
    {
        await using var run = FixtureSession.Start(FixtureReply.Json("<html>", 200), FixtureReply.File("doc-10.1.0-runJobGroup-response.201.json"));
        Assert.Equal(9, (await run.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, run.Context)).Id);
        Assert.Equal(2, run.Requests.Count);
        Assert.Equal("the reply could not be read", Assert.Single(run.Observer.Waits).Reason);
        await using var read = FixtureSession.Start(FixtureReply.Json("<html>"), Good);
        await Assert.ThrowsAsync<InvalidResponseException>(() => read.Client.JobGroups.GetAsync(1, null, read.Context));
        Assert.Single(read.Requests);
    }

    [Fact]
    public async Task Each_wait_is_told_once_with_seconds_and_attempt()
    {
        await using var session = FixtureSession.Start(FixtureReply.Error(503, "Busy"), FixtureReply.Reset, FixtureReply.Of(500), Good);
        await session.Client.JobGroups.GetAsync(1, null, session.Context);
        var waits = session.Observer.Waits;
        Assert.Equal([2, 3, 4], waits.Select(wait => wait.Attempt));
        Assert.Equal(["the server answered 503 Busy", "the connection failed", "the server answered 500"], waits.Select(wait => wait.Reason));
        Assert.All(waits, wait => Assert.Equal(("getJobGroup", true), (wait.Operation, wait.IsRetry)));
        Assert.InRange(waits[0].Delay.TotalSeconds, 0.5, 1);
        Assert.InRange(waits[1].Delay.TotalSeconds, 1, 2);
        Assert.InRange(waits[2].Delay.TotalSeconds, 2, 4);
    }

    [Fact]
    public async Task Waits_grow_to_30_seconds_and_no_more_and_their_sum_is_bounded()
    {
        var time = new LeapingTimeProvider();
        await using var session = FixtureSession.Start(_ => FixtureReply.Error(503, "Busy"), time, TimeSpan.FromMinutes(5));
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
        Assert.Equal((503, "Busy"), (error.StatusCode, error.Name));
        var waits = session.Observer.Waits;
        Assert.All(waits.Skip(6), wait => Assert.InRange(wait.Delay.TotalSeconds, 15, 30));
        Assert.InRange(waits.Sum(wait => wait.Delay.TotalSeconds), 260, 300);
        Assert.InRange(time.Elapsed.TotalSeconds, 260, 300.1);
        Assert.Equal(waits.Count + 1, session.Requests.Count);
    }

    [Fact]
    public async Task Without_retry_time_nothing_is_sent_twice()
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Of(503), maxRetryTime: TimeSpan.Zero);
        await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
        Assert.Single(session.Requests);
    }

    [Theory]
    [InlineData("Retry-After", "7", 7)]
    [InlineData("x-retry-after", "12", 12)]
    public async Task A_server_that_says_when_to_come_back_is_obeyed(string header, string value, double seconds)
    {
        await using var session = FixtureSession.Start(FixtureReply.Of(503, (header, value)), Good);
        await session.Client.JobGroups.GetAsync(1, null, session.Context);
        Assert.Equal(seconds, Assert.Single(session.Observer.Waits).Delay.TotalSeconds);
    }

    [Theory]
    [InlineData("5", 2)]
    [InlineData("5.001", 1)]
    public async Task A_wait_may_take_the_whole_retry_time_and_no_more(string asked, int requests)
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Of(503, ("x-retry-after", asked)), maxRetryTime: TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
        Assert.Equal(requests, session.Requests.Count);
    }

    [Theory]
    [InlineData("0.1", 0.1, 0.1)]
    [InlineData("0.099", 0.5, 1)]
    public async Task A_server_that_asks_for_less_than_a_tenth_of_a_second_is_asked_at_our_own_pace(string asked, double atLeast, double atMost)
    {
        await using var session = FixtureSession.Start(FixtureReply.Of(503, ("x-retry-after", asked)), Good);
        await session.Client.JobGroups.GetAsync(1, null, session.Context);
        Assert.InRange(Assert.Single(session.Observer.Waits).Delay.TotalSeconds, atLeast, atMost);
    }

    [Fact]
    public async Task What_attempts_take_counts_towards_the_retry_time()
    {
        var time = new LeapingTimeProvider();
        await using var session = FixtureSession.Start(
            _ =>
            {
                time.Advance(TimeSpan.FromSeconds(100));
                return FixtureReply.Of(503);
            },
            time,
            TimeSpan.FromSeconds(250));
        await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
        Assert.Equal(3, session.Requests.Count);
    }

    [Fact]
    public async Task The_vendors_header_goes_before_the_standard_one()
    {
        await using var session = FixtureSession.Start(FixtureReply.Of(503, ("Retry-After", "7"), ("x-retry-after", "12")), Good);
        await session.Client.JobGroups.GetAsync(1, null, session.Context);
        Assert.Equal(12, Assert.Single(session.Observer.Waits).Delay.TotalSeconds);
    }

    [Fact]
    public async Task A_429_without_a_word_is_waited_out_for_a_minute()
    {
        var time = new LeapingTimeProvider();
        var count = 0;
        await using var session = FixtureSession.Start(_ => count++ == 0 ? FixtureReply.Of(429) : Good, time);
        await session.Client.JobGroups.GetAsync(1, null, session.Context);
        Assert.InRange(time.Elapsed.TotalSeconds, 1, 125);
        Assert.Equal(2, Assert.Single(session.Observer.Waits).Attempt);
    }

    [Theory]
    [InlineData("user", 10, 2)]
    [InlineData("workspace", 10, 2)]
    [InlineData("user", 2, 1)]
    public async Task A_429_without_advice_is_waited_out_until_the_quota_it_tells_of_is_renewed(string whose, int maxRetrySeconds, int requests)
    {
        // Two seconds from now, of which up to one was cut off by the server: no 10 seconds, and no less than 2.
        var time = new LeapingTimeProvider();
        var reset = time.GetUtcNow().ToUnixTimeSeconds() + 3;
        var count = 0;
        await using var session = FixtureSession.Start(
            _ => count++ > 0 ? Good : FixtureReply.Of(429, ($"x-rate-limit-{whose}-limit", "30"), ($"x-rate-limit-{whose}-remaining", "0"), ($"x-rate-limit-{whose}-reset", $"{reset}")),
            time,
            TimeSpan.FromSeconds(maxRetrySeconds));
        var call = session.Client.JobGroups.GetAsync(1, null, session.Context);
        if (requests == 2)
        {
            await call;
            Assert.InRange(time.Elapsed.TotalSeconds, 2, 6);
        }
        else
        {
            var error = await Assert.ThrowsAsync<RateLimitedException>(() => call);
            Assert.InRange(error.RetryAfter!.Value.TotalSeconds, 2, 5);
        }

        Assert.Equal(requests, session.Requests.Count);
    }

    [Fact]
    public async Task A_429_without_a_word_is_waited_out_until_the_quota_told_before_is_renewed()
    {
        var time = new LeapingTimeProvider();
        var reset = time.GetUtcNow().ToUnixTimeMilliseconds() + 5000;
        var count = 0;
        await using var session = FixtureSession.Start(
            _ => count++ switch
            {
                0 => Good with { Headers = [("x-rate-limit-user-limit", "30"), ("x-rate-limit-user-remaining", "9"), ("x-rate-limit-user-reset", $"{reset}")] },
                1 => FixtureReply.Of(429),
                _ => Good,
            },
            time,
            TimeSpan.FromSeconds(10));
        await session.Client.JobGroups.GetAsync(1, null, session.Context);
        await session.Client.JobGroups.GetAsync(1, null, session.Context);
        Assert.Equal(3, session.Requests.Count);
        Assert.InRange(time.Elapsed.TotalSeconds, 5, 8);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PATCH")]
    public async Task A_server_that_was_never_reached_is_given_three_attempts(string method)
    {
        var session = FixtureSession.Start(Good);
        await session.Server.DisposeAsync();
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => session.Client.Api.SendAsync(new ApiCall { Method = method, Path = "/v4/flows" }, session.Context));
        Assert.True(error.NothingSent);
        Assert.Equal(("DpConnectionFailed", ErrorKind.Connection, method, "/v4/flows"), (error.ErrorId, error.Kind, error.Method, error.Path));
        Assert.Contains("-Proxy", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal([2, 3], session.Observer.Waits.Select(wait => wait.Attempt));
        session.Client.Dispose();
    }

    [Fact]
    public async Task A_server_that_answered_before_is_waited_for_until_the_retry_time_ends()
    {
        var session = FixtureSession.Start(_ => Good with { Headers = [("Connection", "close")] }, maxRetryTime: TimeSpan.FromSeconds(60));
        await session.Client.JobGroups.GetAsync(1, null, session.Context);
        await session.Server.DisposeAsync();
        await Assert.ThrowsAsync<ConnectionFailedException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
        Assert.True(session.Observer.Waits.Count > 3);
        session.Client.Dispose();
    }

    [Fact]
    public async Task A_call_to_any_path_that_runs_something_has_one_execution_id_too()
    {
        await using var session = FixtureSession.Start(FixtureReply.Reset, Good);
        await session.Client.Api.SendAsync(new ApiCall { Method = "POST", Path = "/v4/jobgroups/", Body = """{"wrangledDataset":{"id":1}}""" }, session.Context);
        Assert.True(Guid.TryParse(Assert.Single(session.Requests.Select(request => request["x-execution-id"]).Distinct()), out _));
        Assert.Equal(2, session.Requests.Count);
    }

    [Fact]
    public async Task A_HEAD_has_no_body_whatever_length_is_stated()
    {
        await using var session = FixtureSession.Start(_ => Good, maxRetryTime: TimeSpan.Zero);
        Assert.Null(await session.Client.Api.SendAsync(new ApiCall { Method = "HEAD", Path = "/v4/flows" }, session.Context));
    }

    [Fact]
    public async Task A_304_has_no_body_whatever_length_is_stated()
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Of(304, ("Content-Length", "17"))
            : request.Number("offset") == 0 ? FixtureReply.Json("""{"data":[{"id":5,"wrangledDataset":{"id":7}}]}""") : FixtureReply.Rows([]));
        Assert.Equal(5, (await session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7, ExecutionId = Guid.NewGuid() }, session.Context)).Id);
        Assert.Single(session.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Every_request_is_traced_with_its_id()
    {
        await using var session = FixtureSession.Start(FixtureReply.Of(500, ("x-trifacta-request-id", "r1")), Good);
        await session.Client.JobGroups.GetAsync(1, null, session.Context);
        Assert.Equal(2, session.Observer.Traces.Count);
        Assert.Matches("^GET /v4/jobGroups/1: 500 in [0-9]+ ms, attempt 1, request id r1$", session.Observer.Traces[0]);
        Assert.Matches("^GET /v4/jobGroups/1: 200 in [0-9]+ ms, attempt 2, request id none$", session.Observer.Traces[1]);
    }

    internal static FixtureReply Fault(string name) => name switch
    {
        "reset" => FixtureReply.Reset,
        "truncated" => FixtureReply.Json("""{"id":1,"padding":"............"}""") with { Wire = Wire.Truncated },
        "429" => FixtureReply.Of(429, ("x-retry-after", "1")),
        _ => FixtureReply.Of(int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
