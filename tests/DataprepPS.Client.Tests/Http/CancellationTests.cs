using System;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Runs;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Http;

/// <summary>
/// Cancelling ends a call wherever it stands, and never looks like a time-out. The clock stands still in these tests:
/// a call that waited for it would never end.
/// </summary>
public sealed class CancellationTests
{
    [Theory]
    [InlineData("silent")]
    [InlineData("stalled")]
    [InlineData("stalled error")]
    public async Task Cancelling_ends_a_request(string reply)
    {
        var answer = reply switch
        {
            "silent" => FixtureReply.Silent,
            "stalled" => FixtureReply.Json("""{"id":1}""") with { Wire = Wire.Stalled },
            _ => FixtureReply.Error(500) with { Wire = Wire.Stalled },
        };
        await using var session = FixtureSession.Start(_ => answer, new ManualTimeProvider());
        var call = session.Client.JobGroups.GetAsync(1, null, session.Context);
        await session.Server.ArrivedAsync();
        await IsObeyedAsync(session, call);
        Assert.Single(session.Requests);
    }

    [Fact]
    public async Task Cancelling_ends_a_back_off_wait()
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Of(503), new ManualTimeProvider());
        var call = session.Client.JobGroups.GetAsync(1, null, session.Context);
        await session.Observer.FirstWait.WaitAsync(TimeSpan.FromSeconds(20));
        await IsObeyedAsync(session, call);
        Assert.Single(session.Requests);
    }

    [Fact]
    public async Task Cancelling_ends_a_429_wait()
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.File("doc-10.1.0-too-many-requests.429.http.json"), new ManualTimeProvider());
        var call = session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 1 }, session.Context);
        await session.Observer.FirstWait.WaitAsync(TimeSpan.FromSeconds(20));
        await IsObeyedAsync(session, call);
        Assert.Single(session.Requests);
    }

    [Fact]
    public async Task Cancelling_ends_a_wait_for_job_groups()
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Json("""{"id":1,"status":"InProgress"}"""), new ManualTimeProvider());
        var waiter = session.Client.JobGroups.CreateWaiter(new WaitOptions());
        waiter.Add(1);
        waiter.Seal();
        var looked = new TaskCompletionSource();
        var wait = waiter.RunAsync(_ => Task.CompletedTask, _ => looked.TrySetResult(), session.Context);
        await looked.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await IsObeyedAsync(session, wait);
    }

    [Fact]
    public async Task Cancelling_ends_a_wait_for_a_publication()
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Rows([]), new ManualTimeProvider());
        var wait = session.Client.JobGroups.WaitForPublishAsync(new PublishResult { JobGroupId = 1 }, new WaitOptions(), session.Context);
        await session.Server.ArrivedAsync();
        await IsObeyedAsync(session, wait);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_begins_sends_nothing()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"id":1}"""));
        await session.Cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
        Assert.Empty(session.Requests);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_a_time_out_and_not_a_cancellation()
    {
        var time = new ManualTimeProvider();
        await using var session = FixtureSession.Start(_ => FixtureReply.Silent, time, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        var call = session.Client.JobGroups.GetAsync(1, null, session.Context);
        await session.Server.ArrivedAsync();
        time.Advance(TimeSpan.FromSeconds(30));
        var error = await Assert.ThrowsAsync<RequestTimeoutException>(() => call.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(("DpRequestTimeout", ErrorKind.Timeout, "GET", "/v4/jobGroups/1"), (error.ErrorId, error.Kind, error.Method, error.Path));
        Assert.Equal("GET /v4/jobGroups/1: no complete reply within 30 s.", error.Message);
        Assert.Contains("-Timeout", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_a_time_out_too()
    {
        var time = new ManualTimeProvider();
        await using var session = FixtureSession.Start(_ => FixtureReply.Json("""{"id":1}""") with { Wire = Wire.Stalled }, time, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        var call = session.Client.JobGroups.GetAsync(1, null, session.Context);
        await session.Server.ArrivedAsync();
        time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<RequestTimeoutException>(() => call.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_read_that_timed_out_is_sent_again()
    {
        var time = new ManualTimeProvider();
        var count = 0;
        await using var session = FixtureSession.Start(
            _ => count++ == 0 ? FixtureReply.Silent : FixtureReply.Json("""{"id":1}"""), time, TimeSpan.FromHours(3), TimeSpan.FromHours(1));
        var call = session.Client.JobGroups.GetAsync(1, null, session.Context);
        await session.Server.ArrivedAsync();
        time.Advance(TimeSpan.FromHours(1));
        var wait = await session.Observer.FirstWait.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(("the request timed out", 2), (wait.Reason, wait.Attempt));
        while (session.Requests.Count < 2)
        {
            // The wait's timer is set a moment after it was told of.
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1);
        }

        Assert.Equal(1, (await call).Id);
    }

    [Fact]
    public async Task A_change_that_timed_out_is_an_unknown_outcome()
    {
        var time = new ManualTimeProvider();
        await using var session = FixtureSession.Start(_ => FixtureReply.Silent, time, timeout: TimeSpan.FromSeconds(30));
        var call = session.Client.Api.SendAsync(new DataprepPS.Client.Api.ApiCall { Method = "DELETE", Path = "/v4/flows/1" }, session.Context);
        await session.Server.ArrivedAsync();
        time.Advance(TimeSpan.FromSeconds(30));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => call.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.IsType<RequestTimeoutException>(error.InnerException);
        Assert.Single(session.Requests);
    }

    [Fact]
    public async Task Closing_the_session_ends_its_calls_with_an_error_of_ours()
    {
        var session = FixtureSession.Start(FixtureReply.Json("""{"id":1}"""));
        session.Client.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
        Assert.Empty(session.Requests);
        await session.Server.DisposeAsync();
    }

    private static async Task IsObeyedAsync(FixtureSession session, Task call)
    {
        await session.Cancellation.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(session.Cancellation.Token, error.CancellationToken);
    }
}
