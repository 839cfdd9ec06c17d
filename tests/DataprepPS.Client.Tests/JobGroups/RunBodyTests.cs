using System;
using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Outputs;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.JobGroups;

/// <summary>The bodies of runJobGroup are exactly those of the vendor's pages and of published clients.</summary>
public sealed class RunBodyTests
{
    private static readonly WriteSetting Csv = new()
    {
        Path = "<path_to_output_file>", Action = "create", Format = "csv", Compression = "none", Header = false, AsSingleFile = false,
    };

    [Fact]
    public Task A_minimal_run_sends_the_vendors_body() =>
        SendsAsync(new RunRequest { RecipeId = 7 }, Fixture.Node("doc-10.1.0-runJobGroup-request-minimal.json"));

    [Fact]
    public Task A_run_with_overrides_sends_the_vendors_body() => SendsAsync(
        new RunRequest { RecipeId = 1, Execution = "spark", Profiler = false, WriteSettings = [Csv] },
        Fixture.Node("doc-10.1.0-runJobGroup-request-overrides.json"));

    [Fact]
    public Task A_run_with_parameters_sends_the_vendors_body() => SendsAsync(
        new RunRequest { RecipeId = 33, Parameters = new Hashtable { ["country"] = "Germany" } },
        Fixture.Node("doc-10.1.0-runJobGroup-request-runParameters.json"));

    [Fact]
    public Task Runs_of_Airflow_can_be_said() => SendsAsync(
        new RunRequest
        {
            RecipeId = 1234567,
            Execution = "dataflow",
            Profiler = false,
            WriteSettings = [new() { Path = "path_to_output_file", Action = "create", Format = "csv", Compression = "none", Header = false, AsSingleFile = false }],
        },
        Published("client-airflow-unit-test-requests.json", 3));

    [Fact]
    public Task A_run_with_a_file_name_of_a_cloud_function_can_be_said() => SendsAsync(
        new RunRequest { RecipeId = 99999999, Parameters = new Hashtable { ["FileName"] = "newfile.csv" } },
        Published("client-real-world-requests.json", 0));

    [Fact]
    public async Task A_test_run_of_a_published_client_can_be_said()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("{}"));
        await session.Client.JobGroups.CheckAsync(new RunRequest { RecipeId = 123 }, session.Context);
        session.Sent("POST", "/v4/jobGroups", Published("client-real-world-requests.json", 5));
    }

    [Fact]
    public Task A_run_of_the_vendors_own_library_can_be_said() => SendsAsync(
        new RunRequest { RecipeId = 1, Execution = "photon", Profiler = true },
        Published("client-real-world-requests.json", 13));

    [Fact]
    public Task Every_other_member_has_the_vendors_name() => SendsAsync(
        new RunRequest
        {
            RecipeId = 5,
            Parameters = new OrderedDictionary { ["day"] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), ["n"] = 1.5, ["on"] = true, ["off"] = false, ["none"] = null },
            ReferenceDate = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero),
            Publications = [new() { Path = ["a", "b"], Table = "t", TargetType = "bigquery", Action = "load", ConnectionId = 4 }],
            Overrides = new Hashtable { ["dataflowOptions"] = new Hashtable { ["region"] = "europe-west1" } },
            ForceCacheUpdate = true,
            IgnoreRecipeErrors = true,
            RanFrom = "schedule",
        },
        JsonNode.Parse(
            """
            {"wrangledDataset":{"id":5},
             "overrides":{"publications":[{"path":["a","b"],"tableName":"t","targetType":"bigquery","action":"load","connectionId":4}],
                          "dataflowOptions":{"region":"europe-west1"}},
             "runParameters":{"referenceDate":"2026-02-03T04:05:06.000Z","overrides":{"data":[
                {"key":"day","value":"2026-01-02T02:04:05.000Z"},{"key":"n","value":"1.5"},{"key":"on","value":"true"},{"key":"off","value":"false"},{"key":"none","value":""}]}},
             "forceCacheUpdate":true,"ignoreRecipeErrors":true,"ranfrom":"schedule"}
            """));

    [Fact]
    public Task What_is_empty_is_left_out() => SendsAsync(
        new RunRequest { RecipeId = 7, Parameters = new Hashtable(), WriteSettings = [], Publications = [], Overrides = new Hashtable() },
        Fixture.Node("doc-10.1.0-runJobGroup-request-minimal.json"));

    [Fact]
    public Task A_reference_date_without_parameters_stands_alone() => SendsAsync(
        new RunRequest { RecipeId = 7, Parameters = new Hashtable(), ReferenceDate = DateTimeOffset.UnixEpoch },
        JsonNode.Parse("""{"wrangledDataset":{"id":7},"runParameters":{"referenceDate":"1970-01-01T00:00:00.000Z"}}"""));

    [Fact]
    public Task What_an_override_does_not_say_is_left_out() => SendsAsync(
        new RunRequest { RecipeId = 7, WriteSettings = [new()], Publications = [new()] },
        JsonNode.Parse(
            """
            {"wrangledDataset":{"id":7},"overrides":{"writesettings":[{}],"publications":[{}]}}
            """));

    [Fact]
    public void Overrides_show_as_what_they_do()
    {
        Assert.Equal("create csv <path_to_output_file>", Csv.ToString());
        Assert.Equal("load bigquery a.b.t", new Publication { Path = ["a", "b"], Table = "t", TargetType = "bigquery", Action = "load" }.ToString());
    }

    [Fact]
    public void Overrides_of_the_caller_are_merged_last()
    {
        var body = new RunRequest
        {
            RecipeId = 1,
            Execution = "photon",
            WriteSettings = [Csv],
            Overrides = new Hashtable { ["execution"] = "spark", ["profiler"] = null },
        }.ToBody();
        Assert.Equal("spark", (string?)body["overrides"]!["execution"]);
        Assert.Single((JsonArray)body["overrides"]!["writesettings"]!);
        Assert.True(((JsonObject)body["overrides"]!).ContainsKey("profiler"));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    public void Bodies_are_the_same_in_every_culture(string culture)
    {
        var run = new RunRequest { RecipeId = 1234567, ReferenceDate = DateTimeOffset.UnixEpoch, Parameters = new Hashtable { ["I"] = -1.5 }, Execution = "photon" };
        var before = CultureInfo.CurrentCulture;
        var plain = run.ToBody().ToJsonString();
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal(plain, run.ToBody().ToJsonString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static JsonNode? Published(string file, int entry) => Fixture.Node(file)![entry]!["body"];

    private static async Task SendsAsync(RunRequest run, JsonNode? expected)
    {
        await using var session = FixtureSession.Start(FixtureReply.File("doc-10.1.0-runJobGroup-response.201.json"));
        await session.Client.JobGroups.StartAsync(run, session.Context);
        var sent = session.Sent("POST", "/v4/jobGroups", expected);
        Assert.Equal("application/json", sent["Content-Type"]);
        Assert.Equal("application/json", sent["Accept"]);
        Assert.True(Guid.TryParse(sent["x-execution-id"], out _));
        Assert.StartsWith("DataprepPS/", sent["User-Agent"], StringComparison.Ordinal);
    }
}
