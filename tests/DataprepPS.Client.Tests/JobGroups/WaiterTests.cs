using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Runs;
using DataprepPS.Client.Tests.Support;
using Xunit;
using EmulatorOptions = DataprepPS.Emulator.EmulatorOptions;

namespace DataprepPS.Client.Tests.JobGroups;

/// <summary>Waiting for job groups, in a time that leaps over every pause.</summary>
public sealed class WaiterTests
{
    [Fact]
    public void A_time_that_no_wait_can_take_is_refused_by_name()
    {
        Assert.Equal("PollInterval", Assert.Throws<ArgumentOutOfRangeException>(() => new WaitOptions { PollInterval = TimeSpan.Zero }).ParamName);
        Assert.Equal("PollInterval", Assert.Throws<ArgumentOutOfRangeException>(() => new WaitOptions { PollInterval = TimeSpan.FromTicks(-1) }).ParamName);
        Assert.Equal("Timeout", Assert.Throws<ArgumentOutOfRangeException>(() => new WaitOptions { Timeout = TimeSpan.FromTicks(-1) }).ParamName);
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromTicks(1)), (new WaitOptions { Timeout = TimeSpan.Zero }.Timeout, new WaitOptions { PollInterval = TimeSpan.FromTicks(1) }.PollInterval));
    }

    [Fact]
    public async Task One_group_ends_with_its_stages_and_what_its_start_told()
    {
        await using var session = await EmulatedSession.StartAsync();
        var started = await session.RunAsync();
        started.DeploymentId = 4;
        List<WaitProgress> progress = [];
        var outcome = Assert.Single(await WaitAsync(session, [started], onProgress: progress.Add));
        Assert.Null(outcome.Error);
        Assert.True(outcome.Run!.IsSuccess);
        Assert.Equal((started.ExecutionId, 7L, 4L, started.SessionId, started.Reason), (outcome.Run.ExecutionId, outcome.Run.RecipeId, outcome.Run.DeploymentId, outcome.Run.SessionId, outcome.Run.Reason));
        Assert.NotNull(outcome.Run.JobGraph);
        Assert.All(outcome.Run.Jobs!, job => Assert.Equal("Complete", job.Status));
        Assert.Equal((1, 0), (progress[^1].Finished, progress[^1].Pending.Count));
        var looks = progress.SelectMany(one => one.Pending).ToList();
        Assert.Contains(looks, look => look.Stage is not null && look.PercentComplete > 0 && look.Remaining > TimeSpan.Zero);
        Assert.All(looks, look => Assert.Equal(started.Id, look.Id));
        Assert.True(looks[^1].Elapsed > looks[0].Elapsed);
    }

    [Fact]
    public async Task Five_hundred_groups_are_waited_for_by_their_list()
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { Quota = 0 });
        List<JobGroup> groups = [];
        for (var i = 0; i < 500; i++)
        {
            groups.Add(await session.RunAsync(1 + (i % 50)));
        }

        var before = session.Server.Journal.RequestCount;
        var outcomes = await WaitAsync(session, groups);
        Assert.Equal(groups.Select(group => group.Id), outcomes.Select(outcome => outcome.Id).Order());
        Assert.All(outcomes, outcome => Assert.True(outcome.Run!.IsSuccess && outcome.Run.ExecutionId is not null));
        Assert.InRange(session.Server.Journal.RequestCount - before, 1, 100);
        Assert.Equal(0, session.Server.Journal.Count("getJobGroup"));
    }

    [Fact]
    public async Task Even_no_time_at_all_is_enough_for_one_look()
    {
        await using var session = FixtureSession.Start(request => FixtureReply.Json($$"""{"id":{{request.Path.Split('/')[3]}},"status":"{{(request.Path == "/v4/jobGroups/1" ? "Complete" : "InProgress")}}"}"""));
        var outcomes = await WaitAsync(session, new WaitOptions { Timeout = TimeSpan.Zero }, 1, 2);
        Assert.Equal([(1L, null), (2L, typeof(WaitTimeoutException))], outcomes.Select(outcome => (outcome.Id, outcome.Error?.GetType())));
        Assert.Equal(2, session.Requests.Count);
    }

    [Fact]
    public async Task Groups_may_be_added_while_the_wait_is_on()
    {
        await using var session = await EmulatedSession.StartAsync();
        var waiter = session.Client.JobGroups.CreateWaiter(new WaitOptions());
        List<long> ended = [];
        waiter.Add((await session.RunAsync()).Id);
        await waiter.RunAsync(
            async outcome =>
            {
                ended.Add(outcome.Id);
                if (ended.Count == 1)
                {
                    waiter.Add((await session.RunAsync()).Id);
                    waiter.Add(ended[0] + 1);
                    Assert.Equal([ended[0] + 1], waiter.Pending);
                    waiter.Seal();
                }
            },
            null,
            session.Context);
        Assert.Equal([1L, 2], ended);
    }

    [Fact]
    public async Task A_wait_for_nothing_ends_once_nothing_more_can_come()
    {
        await using var session = await EmulatedSession.StartAsync();
        Assert.Empty(await WaitAsync(session, []));
        Assert.Equal(0, session.Server.Journal.RequestCount);
    }

    [Fact]
    public async Task A_failed_group_is_an_error_with_the_text_of_its_stage()
    {
        await using var session = await EmulatedSession.StartAsync();
        var group = await session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7, Overrides = new System.Collections.Hashtable { ["fail"] = true } }, session.Context);
        var outcome = Assert.Single(await WaitAsync(session, [group]));
        Assert.Equal("Failed", outcome.Run!.Status);
        var error = Assert.IsType<RunFailedException>(outcome.Error);
        Assert.Equal((group.Id, "DpJobGroupFailed", ErrorKind.Job), (error.RunId, error.ErrorId, error.Kind));
        Assert.StartsWith($"Job group {group.Id} of recipe 7 failed: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Out of memory", error.Message, StringComparison.Ordinal);
        Assert.Contains("Get-DpJob", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_canceled_group_is_an_error_of_its_own()
    {
        await using var session = await EmulatedSession.StartAsync();
        var group = await session.RunAsync();
        await session.Client.JobGroups.CancelAsync(group.Id, session.Context);
        var error = Assert.IsType<RunCanceledException>(Assert.Single(await WaitAsync(session, [group])).Error);
        Assert.Equal((group.Id, "DpJobGroupCanceled", ErrorKind.Job), (error.RunId, error.ErrorId, error.Kind));
        Assert.Contains("was canceled", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_status_is_warned_of_once_and_waited_through()
    {
        var looks = 0;
        await using var session = FixtureSession.Start(_ => FixtureReply.Json($$"""{"id":1,"status":"{{(looks++ < 3 ? "Hibernating" : "Complete")}}"}"""));
        Assert.Null(Assert.Single(await WaitAsync(session, 1)).Error);
        Assert.Contains("\"Hibernating\"", Assert.Single(session.Observer.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "DataNotFoundException")]
    [InlineData(410, "Gone")]
    [InlineData(403, "AccessControlException")]
    public async Task A_group_that_vanishes_is_its_own_error_and_the_others_go_on(int status, string name)
    {
        await using var session = FixtureSession.Start(request => request.Path == "/v4/jobGroups/1" ? FixtureReply.Error(status, name) : FixtureReply.Json("""{"id":2,"status":"Complete"}"""));
        var outcomes = await WaitAsync(session, 1, 2);
        Assert.Equal(status, Assert.IsType<ApiException>(outcomes.Single(outcome => outcome.Id == 1).Error).StatusCode);
        Assert.Null(outcomes.Single(outcome => outcome.Id == 1).Run);
        Assert.Null(outcomes.Single(outcome => outcome.Id == 2).Error);
    }

    [Fact]
    public async Task Bad_looks_are_survived_with_one_warning()
    {
        var looks = 0;
        await using var session = FixtureSession.Start(_ => looks++ switch
        {
            0 => FixtureReply.Error(503),
            1 => FixtureReply.Reset,
            2 => FixtureReply.Json("<html>"),
            3 => FixtureReply.Of(429, ("x-retry-after", "1")),
            4 => FixtureReply.Json("""{"id":1,"status":"InProgress"}"""),
            5 => FixtureReply.Error(500),
            _ => FixtureReply.Json("""{"id":1,"status":"Complete"}"""),
        });
        Assert.Null(Assert.Single(await WaitAsync(session, 1)).Error);
        Assert.Equal(2, session.Observer.Warnings.Count);
        Assert.All(session.Observer.Warnings, warning => Assert.StartsWith("A look at the jobs failed; they run on", warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wait_gives_up_on_a_group_whose_looks_stay_bad_while_others_are_well()
    {
        var time = new LeapingTimeProvider();
        await using var session = FixtureSession.Start(
            request => request.Path == "/v4/jobGroups/1" ? FixtureReply.Error(503, "Busy")
                : FixtureReply.Json($$"""{"id":2,"status":"{{(time.Elapsed < TimeSpan.FromMinutes(30) ? "InProgress" : "Complete")}}"}"""),
            time);
        var outcomes = await WaitAsync(session, new WaitOptions { PollInterval = TimeSpan.FromSeconds(30) }, 1, 2);
        Assert.Equal([1L, 2], outcomes.Select(outcome => outcome.Id));
        Assert.Equal(503, outcomes[0].Error!.StatusCode);
        Assert.Null(outcomes[1].Error);
        Assert.Single(session.Observer.Warnings);
    }

    [Fact]
    public async Task A_wait_gives_up_after_its_own_limit_of_bad_looks()
    {
        var time = new LeapingTimeProvider();
        await using var session = FixtureSession.Start(_ => FixtureReply.Error(503), time);
        var outcome = Assert.Single(await WaitAsync(session, new WaitOptions { BadPollTime = TimeSpan.FromMinutes(2), PollInterval = TimeSpan.FromSeconds(10) }, 1));
        Assert.Equal(503, outcome.Error!.StatusCode);
        Assert.InRange(time.Elapsed.TotalSeconds, 120, 135);
        Assert.Single(session.Observer.Warnings);
    }

    [Fact]
    public async Task A_list_that_stays_bad_ends_the_wait()
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Error(503));
        await Assert.ThrowsAsync<ApiException>(() => WaitAsync(session, new WaitOptions { BadPollTime = TimeSpan.FromMinutes(1) }, [.. Enumerable.Range(1, 20).Select(id => (long)id)]));
        Assert.Single(session.Observer.Warnings);
    }

    [Fact]
    public async Task Groups_that_the_list_does_not_show_are_looked_at_alone()
    {
        await using var session = FixtureSession.Start(request => request.Path.StartsWith("/v4/jobLibrary", StringComparison.Ordinal)
            ? request.Number("offset") > 0 ? FixtureReply.Rows([]) : FixtureReply.Json("""{"data":[{"id":3,"status":"Complete"},{"id":2,"status":"Failed"}]}""")
            : Alone(request, "Complete"));
        var outcomes = await WaitAsync(session, 1, 2, 3, 4, 5, 6, 7);
        Assert.Equal(7, outcomes.Count);
        Assert.Equal([2L], outcomes.Where(outcome => outcome.Error is not null).Select(outcome => outcome.Id));
        Assert.Equal(2, session.Requests.Count(IsList));
    }

    [Fact]
    public async Task Any_ends_with_the_first()
    {
        await using var session = FixtureSession.Start(request => FixtureReply.Json(request.Path == "/v4/jobGroups/2" ? """{"id":2,"status":"Complete"}""" : """{"id":1,"status":"InProgress"}"""));
        Assert.Equal(2, Assert.Single(await WaitAsync(session, new WaitOptions { Any = true }, 1, 2)).Id);
    }

    [Fact]
    public async Task When_time_is_out_each_pending_group_is_an_error_and_nothing_is_canceled()
    {
        var time = new LeapingTimeProvider();
        await using var session = FixtureSession.Start(request => FixtureReply.Json($$"""{"id":{{request.Path.Split('/')[3]}},"status":"{{(request.Path == "/v4/jobGroups/3" ? "Complete" : "InProgress")}}"}"""), time);
        var outcomes = await WaitAsync(session, new WaitOptions { Timeout = TimeSpan.FromMinutes(1) }, 1, 2, 3);
        Assert.Equal(3, outcomes.Count);
        Assert.Null(outcomes[0].Error);
        foreach (var late in outcomes.Skip(1))
        {
            var error = Assert.IsType<WaitTimeoutException>(late.Error);
            Assert.Equal(("DpWaitTimeout", ErrorKind.Timeout, late.Id), (error.ErrorId, error.Kind, error.RunId));
            Assert.Equal($"Job group {late.Id} was still InProgress after 60 s. It runs on.", error.Message);
            Assert.Contains("Stop-DpJobGroup", error.RecommendedAction, StringComparison.Ordinal);
        }

        Assert.All(session.Requests, request => Assert.Equal("GET", request.Method));
        Assert.InRange(time.Elapsed.TotalSeconds, 60, 61);
    }

    [Fact]
    public async Task A_fixed_interval_is_kept()
    {
        var time = new LeapingTimeProvider();
        List<double> looks = [];
        await using var session = FixtureSession.Start(
            _ =>
            {
                looks.Add(time.Elapsed.TotalSeconds);
                return FixtureReply.Json($$"""{"id":1,"status":"{{(looks.Count < 5 ? "InProgress" : "Complete")}}"}""");
            },
            time);
        await WaitAsync(session, new WaitOptions { PollInterval = TimeSpan.FromSeconds(7) }, 1);
        Assert.Equal([0.0, 7, 14, 21, 28], looks);
    }

    [Fact]
    public async Task An_adaptive_interval_grows_from_a_second_to_a_quarter_of_a_minute()
    {
        var time = new LeapingTimeProvider();
        List<double> looks = [];
        await using var session = FixtureSession.Start(
            _ =>
            {
                looks.Add(time.Elapsed.TotalSeconds);
                return FixtureReply.Json($$"""{"id":1,"status":"{{(time.Elapsed < TimeSpan.FromMinutes(20) ? "InProgress" : "Complete")}}"}""");
            },
            time);
        await WaitAsync(session, 1);
        var pauses = looks.Zip(looks.Skip(1), (before, after) => after - before).ToList();
        Assert.InRange(pauses[0], 0.9, 1.1);
        Assert.InRange(pauses[^1], 13.5, 16.5);
        Assert.InRange(looks.Count, 70, 140);
    }

    [Fact]
    public async Task A_group_is_heard_of_while_nothing_was_waited_for()
    {
        var time = new ManualTimeProvider();
        await using var session = FixtureSession.Start(_ => FixtureReply.Json("""{"id":1,"status":"Complete"}"""), time);
        var waiter = session.Client.JobGroups.CreateWaiter(new WaitOptions());
        var wait = waiter.RunAsync(_ => Task.CompletedTask, null, session.Context);
        waiter.Add(1);
        time.Advance(TimeSpan.FromMilliseconds(250));
        await session.Server.ArrivedAsync();
        Assert.Equal("GET /v4/jobGroups/1", Assert.Single(session.Calls()));
        waiter.Seal();
        await wait.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_wait_for_nothing_ends_as_soon_as_it_hears_that_nothing_will_come()
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Reset, new ManualTimeProvider());
        var waiter = session.Client.JobGroups.CreateWaiter(new WaitOptions());
        var wait = waiter.RunAsync(_ => Task.CompletedTask, null, session.Context);
        waiter.Seal();
        await wait.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Empty(session.Requests);
    }

    [Fact]
    public async Task A_wait_ends_with_its_last_group_and_not_a_pause_later()
    {
        var time = new LeapingTimeProvider();
        await using var session = FixtureSession.Start(_ => FixtureReply.Json("""{"id":1,"status":"Complete"}"""), time);
        await WaitAsync(session, 1);
        Assert.Equal(TimeSpan.Zero, time.Elapsed);
    }

    [Fact]
    public async Task Any_waits_for_one_to_end()
    {
        var looks = 0;
        await using var session = FixtureSession.Start(request => FixtureReply.Json(
            request.Path == "/v4/jobGroups/2" && ++looks > 3 ? """{"id":2,"status":"Complete"}""" : """{"id":1,"status":"InProgress"}"""));
        Assert.Equal(2, Assert.Single(await WaitAsync(session, new WaitOptions { Any = true }, 1, 2)).Id);
    }

    [Fact]
    public async Task The_last_pause_ends_with_the_time_out()
    {
        var time = new LeapingTimeProvider();
        List<double> looks = [];
        await using var session = FixtureSession.Start(
            _ =>
            {
                looks.Add(time.Elapsed.TotalSeconds);
                return FixtureReply.Json("""{"id":1,"status":"InProgress"}""");
            },
            time);
        Assert.Single(await WaitAsync(session, new WaitOptions { PollInterval = TimeSpan.FromSeconds(7), Timeout = TimeSpan.FromSeconds(10) }, 1));
        Assert.Equal([0.0, 7], looks);
        Assert.Equal(TimeSpan.FromSeconds(10), time.Elapsed);
    }

    [Fact]
    public async Task A_few_groups_are_each_looked_at_at_their_own_pace()
    {
        var time = new LeapingTimeProvider();
        List<(string Path, double At)> looks = [];
        await using var session = FixtureSession.Start(
            request =>
            {
                looks.Add((request.Path, time.Elapsed.TotalSeconds));
                var age = request.Path == "/v4/jobGroups/1" ? 3600 : 0;
                return FixtureReply.Json($$"""{"id":{{request.Path.Split('/')[3]}},"status":"{{Until(time, 60)}}","createdAt":"{{time.GetUtcNow().AddSeconds(-age):O}}"}""");
            },
            time);
        await WaitAsync(session, 1, 2);
        Assert.InRange(looks.Where(look => look.Path == "/v4/jobGroups/1").ElementAt(1).At, 13.5, 16.5);
        Assert.InRange(looks.Where(look => look.Path == "/v4/jobGroups/2").ElementAt(1).At, 0.9, 1.1);
    }

    [Theory]
    [InlineData(4, 4, 0)]
    [InlineData(5, 0, 1)]
    public async Task Up_to_four_groups_are_looked_at_alone_and_more_by_their_list(int count, int alone, int lists)
    {
        var ids = Enumerable.Range(1, count).Select(id => (long)id).ToArray();
        await using var session = FixtureSession.Start(request => IsList(request) ? List(ids, "Complete") : Alone(request, "Complete"));
        Assert.Equal(count, (await WaitAsync(session, ids)).Count);
        Assert.Equal((alone, lists), (session.Requests.Count(request => !IsList(request)), session.Requests.Count(IsList)));
    }

    [Fact]
    public async Task Of_many_groups_as_many_as_asked_for_show_their_stages()
    {
        var time = new LeapingTimeProvider();
        long[] ids = [1, 2, 3, 4, 5, 6];
        await using var session = FixtureSession.Start(request => IsList(request) ? List(ids, Until(time, 5)) : Alone(request, Until(time, 5)), time);
        await WaitAsync(session, new WaitOptions { Details = 2 }, ids);
        Assert.True(IsList(session.Requests[0]));
        Assert.Equal(["/v4/jobGroups/1?embed=jobs", "/v4/jobGroups/2?embed=jobs"], session.Requests.Skip(1).Take(2).Select(request => request.Target).Order());
    }

    [Theory]
    [InlineData(true, "dateFilter[createdAt][gte]=1788252540000&sort=-id&limit=1000")]
    [InlineData(false, "sort=-id&limit=1000")]
    public async Task The_list_is_asked_for_the_newest_since_the_oldest_where_all_ages_are_known(bool isKnown, string query)
    {
        var oldest = new DateTimeOffset(2026, 9, 1, 8, 50, 0, TimeSpan.Zero);
        await using var session = FixtureSession.Start(_ => List([1, 2, 3, 4, 5], "Complete"));
        await session.Client.JobGroups.WaitAsync(
            session.Context,
            new WaitOptions(),
            null,
            Enumerable.Range(1, 5).Select(id => ((long)id, (JobGroup?)new JobGroup { Id = id, CreatedAt = id == 5 && !isKnown ? null : oldest.AddHours(id == 3 ? 0 : id) })));
        Assert.Equal(query, Assert.Single(session.Requests).Query);
    }

    [Fact]
    public async Task A_list_of_more_pages_than_there_are_groups_is_not_read_again()
    {
        long[] ids = [1, 2, 3, 4, 5, 6];
        await using var session = FixtureSession.Start(request => IsList(request)
            ? FixtureReply.Rows(Enumerable.Range(0, 1000).Select(row => 3000L - request.Number("offset") - row))
            : Alone(request, "Complete"));
        Assert.Equal(6, (await WaitAsync(session, ids)).Count);
        Assert.Equal((3, 6), (session.Requests.Count(IsList), session.Requests.Count(request => !IsList(request))));
    }

    [Fact]
    public async Task A_list_is_read_no_further_than_the_lowest_group()
    {
        await using var session = FixtureSession.Start(request => IsList(request)
            ? FixtureReply.Rows(Enumerable.Range(0, 1000).Select(row => 2000L - request.Number("offset") - row))
            : Alone(request, "Complete"));
        Assert.Equal(5, (await WaitAsync(session, 1001, 1500, 1600, 1700, 9999)).Count);
        Assert.Single(session.Requests, IsList);
    }

    [Fact]
    public async Task A_fixed_interval_is_kept_with_lists_too()
    {
        var time = new LeapingTimeProvider();
        List<double> looks = [];
        long[] ids = [1, 2, 3, 4, 5];
        await using var session = FixtureSession.Start(
            _ =>
            {
                looks.Add(time.Elapsed.TotalSeconds);
                return List(ids, looks.Count < 4 ? "InProgress" : "Complete");
            },
            time);
        await WaitAsync(session, new WaitOptions { PollInterval = TimeSpan.FromSeconds(7) }, ids);
        Assert.Equal([0.0, 7, 14, 21], looks);
    }

    [Theory]
    [InlineData(3600, 3.6, 4.4)]
    [InlineData(0, 0.9, 1.1)]
    public async Task Lists_are_read_at_the_pace_of_the_youngest_group(int youngest, double atLeast, double atMost)
    {
        var time = new LeapingTimeProvider();
        List<double> looks = [];
        await using var session = FixtureSession.Start(
            _ =>
            {
                looks.Add(time.Elapsed.TotalSeconds);
                var rows = new[] { 5, 4, 3, 2, 1 }.Select(id =>
                    $$"""{"id":{{id}},"status":"{{(looks.Count < 2 ? "InProgress" : "Complete")}}","createdAt":"{{time.GetUtcNow().AddSeconds(id == 3 ? -youngest : -3600):O}}"}""");
                return FixtureReply.Json($$"""{"data":[{{string.Join(',', rows)}}]}""");
            },
            time);
        await WaitAsync(session, 1, 2, 3, 4, 5);
        Assert.InRange(looks[1], atLeast, atMost);
    }

    [Theory]
    [InlineData("""{"id":1,"status":"Failed"}""", "Job group 1 failed.")]
    [InlineData("""{"id":1,"status":"Canceled"}""", "Job group 1 was canceled.")]
    [InlineData("""{"id":1,"wrangledDataset":{"id":7},"status":"Failed","jobs":[{"id":2,"jobType":"wrangle","errorMessage":{"id":3,"message":"no"}},{"id":4,"jobType":"profile","errorMessage":{"id":5,"message":"nor this"}}]}""", "Job group 1 of recipe 7 failed: wrangle: no; profile: nor this")]
    public async Task The_error_says_as_much_as_is_known(string reply, string message)
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Json(reply));
        Assert.Equal(message, Assert.Single(await WaitAsync(session, 1)).Error!.Message);
    }

    [Fact]
    public async Task A_group_that_was_never_seen_was_running_as_far_as_anybody_knows()
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Error(503));
        var outcome = Assert.Single(await WaitAsync(session, new WaitOptions { Timeout = TimeSpan.Zero }, 1));
        Assert.Equal("Job group 1 was still running after 0 s. It runs on.", outcome.Error!.Message);
    }

    [Fact]
    public async Task A_refused_token_ends_the_wait_for_all()
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Of(401));
        var error = await Assert.ThrowsAsync<ApiException>(() => WaitAsync(session, 1, 2));
        Assert.Equal(ErrorKind.Authentication, error.Kind);
        await using var many = FixtureSession.Start(_ => FixtureReply.Of(401));
        await Assert.ThrowsAsync<ApiException>(() => WaitAsync(many, [.. Enumerable.Range(1, 20).Select(id => (long)id)]));
    }

    private static bool IsList(FixtureRequest request) => request.Path == "/v4/jobLibrary";

    private static FixtureReply List(IEnumerable<long> ids, string status) =>
        FixtureReply.Json($$"""{"data":[{{string.Join(',', ids.Reverse().Select(id => $$"""{"id":{{id}},"status":"{{status}}"}"""))}}]}""");

    private static FixtureReply Alone(FixtureRequest request, string status) =>
        FixtureReply.Json($$"""{"id":{{request.Path.Split('/')[3]}},"status":"{{status}}"}""");

    private static string Until(LeapingTimeProvider time, double seconds) => time.Elapsed.TotalSeconds < seconds ? "InProgress" : "Complete";

    private static Task<List<RunOutcome<JobGroup>>> WaitAsync(FixtureSession session, params long[] ids) => WaitAsync(session, new WaitOptions(), ids);

    private static Task<List<RunOutcome<JobGroup>>> WaitAsync(FixtureSession session, WaitOptions options, params long[] ids) =>
        session.Client.JobGroups.WaitAsync(session.Context, options, null, Waits.Unknown<JobGroup>(ids));

    private static Task<List<RunOutcome<JobGroup>>> WaitAsync(EmulatedSession session, List<JobGroup> groups, Action<WaitProgress>? onProgress = null) =>
        session.Client.JobGroups.WaitAsync(session.Context, new WaitOptions(), onProgress, groups.Select(group => (group.Id, (JobGroup?)group)));
}
