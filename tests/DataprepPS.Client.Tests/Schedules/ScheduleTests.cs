using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Schedules;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Schedules;

/// <summary>How times are said to the API, and read from it.</summary>
public sealed class ScheduleTests
{
    private static readonly TriggerRequest InBerlin = new("W. Europe Standard Time");

    public static TheoryData<string, string> Said => new()
    {
        { """{"timeBased":{"cron":{"expression":"0 30 6 ? * MON-FRI"},"timezone":"Europe/Berlin"}}""", "cron 0 30 6 ? * MON-FRI Europe/Berlin" },
        { """{"timeBased":{"hourly":{"minuteOfHour":5},"timezone":"Europe/Berlin"}}""", "hourly at :05 Europe/Berlin" },
        { """{"timeBased":{"daily":{"minuteOfHour":30,"hourOfDay":6},"timezone":"Europe/Berlin"}}""", "daily at 06:30 Europe/Berlin" },
        { """{"timeBased":{"weekly":{"minuteOfHour":0,"hourOfDay":18,"daysOfWeek":["MONDAY","FRIDAY"]},"timezone":"Europe/Berlin"}}""", "weekly Mon,Fri at 18:00 Europe/Berlin" },
    };

    [Fact]
    public void Times_are_said_as_the_specification_has_them() => Assert.All(
        new[] { InBerlin.Cron(" 0 30 6  ? * MON-FRI "), InBerlin.Hourly(5), InBerlin.Daily(new TimeSpan(6, 30, 0)), InBerlin.Weekly([DayOfWeek.Monday, DayOfWeek.Friday, DayOfWeek.Monday], new TimeSpan(18, 0, 0)) },
        (trigger, index) => AssertJson.Equal(System.Text.Json.Nodes.JsonNode.Parse(Said.Select(row => (string)row[0]).ElementAt(index)), PlainValues.ToJson(trigger)));

    [Theory]
    [MemberData(nameof(Said))]
    [InlineData("""{"daily":{"minuteOfHour":0,"hourOfDay":0},"timezone":"UTC"}""", "daily at 00:00 UTC")]
    [InlineData("""{"id":4,"timeBased":{"monthly":{"daysOfMonth":[1,15],"hourOfDay":6,"minuteOfHour":0},"timezone":"UTC"}}""", "monthly on 1,15 at 06:00 UTC")]
    [InlineData("""{"timeBased":{"oneTime":{"utcDateTime":"2030-12-03T10:15:30Z"},"timezone":"UTC"}}""", "oneTime 2030-12-03T10:15:30Z UTC")]
    [InlineData("""{"fileWatcher":{"path":"/in","interval":1000}}""", "fileWatcher")]
    [InlineData("""{"timeBased":{"lunar":{"phase":"full"},"timezone":"UTC"}}""", "lunar UTC")]
    [InlineData("{}", "unknown")]
    public async Task Triggers_of_every_kind_are_read(string sent, string shown)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$$"""{"id":3,"name":"n","triggers":{{{sent}}},"tasks":[{"runPlan":{"planId":"5","name":"P"}}],"createdBy":2,"enabled":"true"}"""));
        var schedule = await session.Client.Schedules.GetAsync(3, null, session.Context);
        Assert.Equal(shown, Assert.Single(schedule.Triggers!).ToString());
        Assert.Equal((5L, null, 2L, true, "P"), (schedule.PlanId, schedule.FlowId, schedule.OwnerId, schedule.Enabled, schedule.Tasks![0].ToString()));
    }

    [Theory]
    [InlineData("30 6 * * *", "\"0 30 6 * * ?\"")]
    [InlineData("30 6 * * 1", "\"0 30 6 ? * 1\"")]
    [InlineData("@daily", "1 fields")]
    public void An_expression_of_another_cron_is_refused_with_what_it_may_be(string expression, string advice) =>
        Assert.Contains(advice, Assert.Throws<ArgumentException>(() => InBerlin.Cron(expression)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("america/argentina/buenos_aires", "america/argentina/buenos_aires")]
    [InlineData("w. europe standard time", "Europe/Berlin")]
    [InlineData("Pacific Standard Time", "America/Los_Angeles")]
    [InlineData("utc", "UTC")]
    [InlineData("Etc/GMT+5", "Etc/GMT+5")]
    public void Zones_have_their_IANA_names(string name, string iana) => Assert.Equal(iana, TimeZoneNames.ToIana(name));

    [Theory]
    [InlineData("Mars")]
    [InlineData("")]
    [InlineData("../etc/passwd?")]
    public void What_is_no_zone_is_refused(string name) => Assert.Throws<ArgumentException>(() => TimeZoneNames.ToIana(name));

    [Fact]
    public async Task Those_of_a_flow_are_no_others_although_the_word_takes_any_id()
    {
        await using var session = await EmulatedSession.StartAsync();
        await CreateAsync(session, "of the plan", "runPlan", "planId");
        Assert.Equal(["Orders every morning"], await NamesAsync(session, "FlowId"));
        Assert.Equal(["of the plan"], await NamesAsync(session, "PlanId"));
    }

    [Fact]
    public async Task That_of_a_run_of_a_plan_is_read_alone()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"id":9,"name":"nightly"}"""));
        List<Schedule> found = [];
        await session.Client.Schedules.ListAsync(new ResourceQuery { Parent = new ResourceParent("PlanRunId", 4) }, null, Add, session.Context);
        Assert.Equal(9, Assert.Single(found).ScheduleId);
        session.Sent("GET", "/v4/planSnapshotRuns/4/schedule");

        Task<bool> Add(Schedule schedule)
        {
            found.Add(schedule);
            return Task.FromResult(true);
        }
    }

    [Fact]
    public async Task Who_gets_schedules_is_said_and_a_reply_that_says_nothing_else_is_checked()
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Of(200) : FixtureReply.Json("""{"id":3,"creator":{"id":1}}"""));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Schedules.TransferAsync([3], 2, 5, session.Context));
        session.Sent("POST", "/v4/schedules/transferOwnership", """{"scheduleIds":[3],"toUserId":2,"toWorkspaceId":5}""");
        Assert.Contains("The owners shown are 1.", error.Message, StringComparison.Ordinal);
    }

    private static Task<Schedule> CreateAsync(EmulatedSession session, string name, string kind, string member) => session.Client.Schedules.CreateAsync(
        new Hashtable { ["name"] = name, ["triggers"] = new[] { InBerlin.Hourly(0) }, ["tasks"] = new[] { new Hashtable { [kind] = new Hashtable { [member] = 1 } } } }, session.Context);

    private static async Task<IReadOnlyList<string?>> NamesAsync(EmulatedSession session, string parent)
    {
        List<string?> names = [];
        await session.Client.Schedules.ListAsync(
            new ResourceQuery { Parent = new ResourceParent(parent, 1) },
            null,
            schedule =>
            {
                names.Add(schedule.Name);
                return Task.FromResult(true);
            },
            session.Context);
        return names;
    }
}
