using System;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Emulator;
using Xunit;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>What is found after a lost reply, and what must not be taken for it.</summary>
[Collection("Safety")]
public sealed class ReconcilingTests
{
    private const string OtherPublish = """{"connection":{"id":2},"path":["other"],"table":"theirs","action":"load","inputFormat":"csv"}""";
    private const string SamePublish = """{"connection":{"id":1},"path":["sales"],"table":"q3","action":"create","inputFormat":"avro"}""";

    [Fact]
    public async Task One_new_publish_job_is_the_result_with_a_warning_that_says_how_it_was_found()
    {
        await using var s = await StartAsync();
        s.Server.Faults.On("publishJobGroup").ResetAfter();
        var result = await s.Client.JobGroups.PublishAsync(1, Driver.Publish, false, s.Context);
        Assert.Equal(s.Server.World.JobGroups[0].Publishes.Single().JobId, result.JobIds!.Single());
        Assert.Contains("is the only new one of job group 1", s.Warnings.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_publish_to_another_table_is_not_taken_for_ours()
    {
        await using var s = await StartAsync();
        s.Server.Faults.On("publishJobGroup").Skip(1).ResetBefore();
        Meanwhile(s, HttpMethod.Put, () => s.SomebodyElseAsync("PUT", "/v4/jobGroups/1/publish", OtherPublish));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => s.Client.JobGroups.PublishAsync(1, Driver.Publish, false, s.Context));
        Assert.Contains("it seems to go to other.theirs (load)", error.Message, StringComparison.Ordinal);
        Assert.Contains("Get-DpJob 1", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_new_publish_jobs_are_named_and_neither_is_taken()
    {
        await using var s = await StartAsync();
        s.Server.Faults.On("publishJobGroup").Skip(1).ResetAfter();
        Meanwhile(s, HttpMethod.Put, () => s.SomebodyElseAsync("PUT", "/v4/jobGroups/1/publish", SamePublish));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => s.Client.JobGroups.PublishAsync(1, Driver.Publish, false, s.Context));
        Assert.All(s.Server.World.JobGroups[0].Publishes, publish => Assert.Contains($"{publish.JobId}", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_job_groups_of_the_active_releases_flow_are_the_result_of_a_lost_deployment_run()
    {
        await using var s = await StartAsync();
        s.Server.Faults.On("runDeployment").ResetAfter();
        var groups = await s.Client.Deployments.RunAsync(3, null, false, s.Context);
        Assert.Equal([11, 12], groups.Select(group => group.RecipeId));
        Assert.All(groups, group => Assert.Equal(3, group.DeploymentId));
        Assert.Contains("which the deployment's active release runs", s.Warnings.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v4/deployments/3/run", "{}")]
    [InlineData("/v4/jobGroups", """{"wrangledDataset":{"id":11}}""")]
    public async Task A_deployment_run_beside_another_of_the_same_recipes_is_not_known(string path, string body)
    {
        await using var s = await StartAsync();
        s.Server.Faults.On("runDeployment").Skip(path.Contains("deployments", StringComparison.Ordinal) ? 1 : 0).ResetAfter();
        Meanwhile(s, HttpMethod.Post, () => s.SomebodyElseAsync("POST", path, body));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => s.Client.Deployments.RunAsync(3, null, false, s.Context));
        Assert.All(s.Server.World.JobGroups.Skip(2), group => Assert.Contains($"{group.Id} (recipe {group.Recipe.Id})", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_group_of_another_flow_is_not_taken_for_the_deployments()
    {
        await using var s = await StartAsync();
        s.Server.Faults.On("runDeployment").ResetBefore();
        Meanwhile(s, HttpMethod.Post, () => s.SomebodyElseAsync("POST", "/v4/jobGroups", """{"wrangledDataset":{"id":30}}"""));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => s.Client.Deployments.RunAsync(3, null, false, s.Context));
        Assert.Contains("3 (recipe 30)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Starts_of_one_recipe_at_once_get_each_its_own_group_or_none(int lost)
    {
        await using var s = await StartAsync();
        s.Server.Faults.On("runJobGroup").ResetAfter(lost);
        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                return await s.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, s.Context);
            }
            catch (OutcomeUnknownException)
            {
                return null;
            }
        })));
        Assert.Equal(8, s.Server.World.JobGroups.Count(group => group.Recipe.Id == 7));
        var known = told.OfType<DataprepPS.Client.JobGroups.JobGroup>().ToList();
        Assert.True(known.Count >= 8 - lost);
        Assert.All(known, group => Assert.Equal(group.ExecutionId.ToString(), s.Server.World.FindJobGroup(group.Id)!.ExecutionId));
    }

    [Fact]
    public async Task The_same_execution_id_finds_the_same_job_group_again()
    {
        await using var s = await StartAsync();
        var run = new RunRequest { RecipeId = 7, ExecutionId = Guid.NewGuid() };
        var first = await s.Client.JobGroups.StartAsync(run, s.Context);
        await s.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, s.Context);
        Assert.Equal(first.Id, (await s.Client.JobGroups.StartAsync(run, s.Context)).Id);
        // Another session does not know, and two groups of the recipe come into question.
        using var other = s.NewClient(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(10));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => other.JobGroups.StartAsync(run, s.Context));
        Assert.Contains("Nothing was started twice", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(304, error.StatusCode);
    }

    [Fact]
    public async Task An_execution_id_of_another_session_finds_the_only_job_group_there_is()
    {
        await using var s = await StartAsync();
        var run = new RunRequest { RecipeId = 7, ExecutionId = Guid.NewGuid() };
        var first = await s.Client.JobGroups.StartAsync(run, s.Context);
        using var other = s.NewClient(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(10));
        Assert.Equal(first.Id, (await other.JobGroups.StartAsync(run, s.Context)).Id);
        Assert.Contains("is the only one of recipe 7 that there is", s.Warnings.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_304_that_names_a_length_is_a_304()
    {
        await using var s = await SafetyServer.StartAsync(options: new EmulatorOptions { Quota = 0, NotModifiedBody = true });
        s.Server.Faults.On("runJobGroup").ResetAfter();
        var group = await s.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, s.Context);
        Assert.Equal(s.Server.World.JobGroups.Single().Id, group.Id);
        Assert.Equal(2, s.Server.Journal.Count("runJobGroup"));
    }

    [Fact]
    public async Task A_304_to_an_id_nobody_used_is_no_proof()
    {
        await using var s = await StartAsync();
        s.Server.Faults.On("runJobGroup").NotModified();
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => s.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 20 }, s.Context));
        Assert.Contains("-ExecutionId", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(400)]
    [InlineData(429)]
    public async Task A_refusal_of_the_second_attempt_does_not_undo_the_first(int status)
    {
        await using var s = await StartAsync();
        s.Server.Faults.On("runJobGroup").ResetAfter().Status(status, times: 0);
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => s.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, s.Context));
        Assert.Contains("-ExecutionId", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains($"come into question: {s.Server.World.LastJobGroupId}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_ends_while_the_group_is_looked_for_does_not_hide_the_start()
    {
        await using var s = await StartAsync();
        s.Server.Faults.On("runJobGroup").ResetAfter();
        s.Server.Faults.On("listJobLibrary").Status(401, times: 0);
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => s.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, s.Context));
        Assert.Contains("had been started", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_while_a_change_is_on_its_way_is_quick_and_says_so()
    {
        await using var s = await StartAsync();
        s.Server.Faults.On("runJobGroup").HangAfter();
        using var stop = new CancellationTokenSource();
        var call = s.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, new CallContext(stop.Token, s));
        while (s.Server.World.JobGroups.Count < 3)
        {
            await Task.Delay(5);
        }

        var watch = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(watch.ElapsedMilliseconds < 1000);
        Assert.Contains("stopped while it was on its way", s.Warnings.Single(), StringComparison.Ordinal);
        Assert.Contains("-ExecutionId", s.Warnings.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_becomes_unreachable_after_the_request_was_sent_may_have_acted()
    {
        var sent = 0;
        using var client = new DataprepClient(new DataprepClientOptions
        {
            BaseUri = new Uri("http://127.0.0.1:1"),
            Token = SafetyServer.Secure(SafetyServer.Token),
            TimeProvider = new JumpTime(TimeSpan.FromSeconds(100)),
            Connection = () => new StubHandler(async request =>
            {
                if (request.Content is null)
                {
                    return StubHandler.Reply("""{"data":[]}""");
                }

                await request.Content.ReadAsStringAsync();
                sent++;
                throw new HttpRequestException("no route", new SocketException((int)SocketError.HostUnreachable));
            }),
        });
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => client.JobGroups.PublishAsync(1, Driver.Publish, false, CallContext.None));
        Assert.Equal(1, sent);
    }

    private static async Task<SafetyServer> StartAsync()
    {
        var s = await SafetyServer.StartAsync();
        Driver.Prepare(s);
        s.Time.Jump(TimeSpan.FromMinutes(5));
        return s;
    }

    /// <summary>Does something just before the client's change leaves.</summary>
    private static void Meanwhile(SafetyServer s, HttpMethod method, Func<Task> what)
    {
        var done = 0;
        s.Way.Send(
            request =>
            {
                if (request.Method == method && Interlocked.Exchange(ref done, 1) == 0)
                {
                    Task.Run(what).GetAwaiter().GetResult();
                }

                return false;
            },
            s.Server.BaseUri,
            1);
    }
}
