using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Packages;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Packages;

/// <summary>What an import makes, what it asks for, and what became of one whose reply was lost.</summary>
public sealed class ImportTests
{
    [Fact]
    public async Task A_flow_that_was_exported_comes_back_as_a_flow()
    {
        await using var session = await EmulatedSession.StartAsync();
        using var package = await PackageOnDisk.ExportedAsync(session.Client.Flows, 1, session.Context);
        Assert.Equal(["Flow 1 orders"], package.File.Contents!.Flows);
        var flow = Assert.Single(await session.Client.Flows.ImportAsync(new ImportRequest(package.File) { FolderId = 1 }, session.Context));
        Assert.Matches("^\\[[0-9a-f]{8}\\] Flow 1 orders$", flow.Name);
        Assert.Equal((1L, 1L), (flow.FolderId!.Value, flow.Creator!.Id));
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_be_made_and_makes_nothing()
    {
        await using var session = await EmulatedSession.StartAsync();
        using var package = await PackageOnDisk.ExportedAsync(session.Client.Flows, 1, session.Context);
        var reply = await session.Client.Flows.TryImportAsync(new ImportRequest(package.File), session.Context);
        Assert.Equal((package.Path, false, 1, 5), (reply.Path, reply.NeedsMapping, reply.Flows!.Count, reply.ImportedDatasets!.Count));
        Assert.DoesNotContain(session.Server.Journal.Entries, entry => entry.HasActed);
    }

    [Fact]
    public async Task The_vendors_reply_is_read_whole()
    {
        using var package = PackageOnDisk.Zip();
        await using var session = FixtureSession.Start(FixtureReply.Json("""
            {"importRuleChanges":{"object":[{"tableName":"connections"}],"value":[]},"deletedObjects":{"flows":[{"id":3}]},"createdObjectMapping":{"flows":{"1":7}},
             "primaryFlowIds":["7"],"flows":[{"id":8,"name":"needed"},{"id":7,"name":"first"}],"datasources":[{"id":18,"name":null}],"somethingNew":1}
            """));
        var reply = await session.Client.Flows.TryImportAsync(new ImportRequest(package.File), session.Context);
        Assert.Equal([7L, 8], reply.FlowsInOrder().Select(flow => flow.Id));
        Assert.Equal(("1 objects, 0 values", 1, 1L), (reply.ImportRuleChanges!.ToString(), reply.ImportedDatasets!.Count, reply.AdditionalProperties["somethingNew"]));
        Assert.Single((object?[])reply.DeletedObjects!["flows"]!);
    }

    [Fact]
    public async Task A_server_that_asks_what_stands_for_what_has_imported_nothing()
    {
        using var package = PackageOnDisk.Zip();
        await using var session = FixtureSession.Start(FixtureReply.Json("""
            {"packageContents":{},"referencedEnvironmentParameters":[{"overrideKey":"region","value":{"secret":{"value":"canary"}}}],
             "connectionsWithoutMapping":[{"id":11,"uuid":"d75255f0","name":"Sales DB"}]}
            """, 201));
        var error = await Assert.ThrowsAsync<MappingNeededException>(() => session.Client.Flows.ImportAsync(new ImportRequest(package.File), session.Context));
        Assert.Equal("\"some.zip\" was not imported. The server asks what stands here for connection \"Sales DB\" (d75255f0) and environment parameter region.", error.Message);
        Assert.Contains("-ConnectionMap @{ 'd75255f0' = <id> }", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("-EnvironmentParameterMap @{ 'region' = '<key>' }", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(("DpMappingNeeded", "POST", "/v4/flows/package"), (error.ErrorId, error.Method, error.Path));
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_whose_reply_is_lost_is_found_by_the_packages_name_and_not_sent_again()
    {
        await using var session = await EmulatedSession.StartAsync();
        using var package = await PackageOnDisk.ExportedAsync(session.Client.Flows, 1, session.Context);
        session.Server.Faults.On("importPackage").ResetAfter();
        var flow = Assert.Single(await session.Client.Flows.ImportAsync(new ImportRequest(package.File), session.Context));
        Assert.Equal(11, flow.Id);
        Assert.Contains("Flow 11 is the only new one", Assert.Single(session.Observer.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, session.Server.Journal.Count("importPackage"));
    }

    [Theory]
    [InlineData("""{"name":"[12345678] Flow 1 orders","creator":{"id":2}}""")]
    [InlineData("""{"name":"Flow 1 orders"}""")]
    [InlineData("""{"name":"[12345678] Flow 2 orders"}""")]
    public async Task What_was_there_a_moment_before_is_not_taken_for_it(string other)
    {
        await using var session = await EmulatedSession.StartAsync();
        using var package = await PackageOnDisk.ExportedAsync(session.Client.Flows, 1, session.Context);
        session.Server.Faults.On("importPackage").ResetAfter();
        session.Server.World.Add("flows", (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(other)!);
        Assert.Equal(12, Assert.Single(await session.Client.Flows.ImportAsync(new ImportRequest(package.File), session.Context)).Id);
    }

    [Fact]
    public async Task An_import_of_which_nothing_appears_is_unknown_and_so_is_one_whose_names_nobody_can_read()
    {
        await using var session = await EmulatedSession.StartAsync();
        using var package = await PackageOnDisk.ExportedAsync(session.Client.Flows, 1, session.Context);
        using var foreign = PackageOnDisk.Of("PK\u0003\u0004 and no more"u8.ToArray());
        session.Server.Faults.On("importPackage").ResetBefore();
        var nothing = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Flows.ImportAsync(new ImportRequest(package.File), session.Context));
        Assert.Contains("No new one has appeared so far.", nothing.Message, StringComparison.Ordinal);
        session.Server.Faults.On("importPackage").ResetAfter();
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Flows.ImportAsync(new ImportRequest(foreign.File), session.Context));
    }

    [Fact]
    public async Task Two_imports_of_one_package_at_a_time_are_not_told_apart_when_both_replies_are_lost()
    {
        await using var session = await EmulatedSession.StartAsync();
        using var package = await PackageOnDisk.ExportedAsync(session.Client.Flows, 1, session.Context);
        session.Server.Faults.On("importPackage").ResetAfter(2);
        // Neither goes on before the other has begun.
        using var begun = new CountdownEvent(2);
        var imports = Enumerable.Range(0, 2).Select(_ => Task.Run(() => session.Client.Flows.ImportAsync(new ImportRequest(package.File) { OnBytes = MeetOnce() }, session.Context))).ToList();
        foreach (var import in imports)
        {
            await Assert.ThrowsAsync<OutcomeUnknownException>(() => import);
        }

        Assert.Equal(2, session.Server.Journal.Entries.Count(entry => entry.HasActed));

        Action<long> MeetOnce()
        {
            var hasMet = false;
            return _ =>
            {
                if (!hasMet)
                {
                    hasMet = true;
                    begun.Signal();
                    begun.Wait(TimeSpan.FromSeconds(30));
                }
            };
        }
    }

    [Fact]
    public async Task Plans_and_environment_parameters_are_found_as_well()
    {
        await using var session = await EmulatedSession.StartAsync();
        using var plan = await PackageOnDisk.ExportedAsync(session.Client.Plans, 1, session.Context);
        session.Server.Faults.On("importPlanPackage").ResetAfter();
        Assert.Matches("^\\[[0-9a-f]{8}\\] Orders and customers$", Assert.Single(await session.Client.Plans.ImportAsync(new ImportRequest(plan.File), session.Context)).Name);

        using var stream = new MemoryStream();
        await session.Client.EnvironmentParameters.ExportAsync(false, stream, null, session.Context);
        using var parameters = PackageOnDisk.Of(stream.ToArray());
        await session.Client.EnvironmentParameters.RemoveAsync(1, session.Context);
        session.Server.Faults.On("importEnvironmentParametersPackage").ResetAfter();
        Assert.Equal("env.region", Assert.Single(await session.Client.EnvironmentParameters.ImportAsync(new ImportRequest(parameters.File), session.Context)).OverrideKey);
    }

    [Fact]
    public async Task A_release_is_what_the_import_made_also_where_the_reply_names_only_its_flows()
    {
        using var package = PackageOnDisk.Zip();
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.File("doc-r060-createRelease-v4-response.201.TRUNCATED.json")
            : request.Path == "/v4/releases" ? FixtureReply.Json("""{"data":[{"id":2,"flow":{"id":6},"deployment":{"id":3}},{"id":9,"flow":{"id":5},"deployment":{"id":3}}]}""")
            : FixtureReply.Json("""{"id":2,"active":true,"flow":{"id":6},"deployment":{"id":3}}"""));
        var release = Assert.Single(await session.Client.Releases.ImportAsync(new ImportRequest(package.File) { DeploymentId = 3 }, session.Context));
        Assert.Equal((2, 3, 6, true), (release.ReleaseId, release.DeploymentId!.Value, release.FlowId!.Value, release.Active!.Value));
    }

    [Theory]
    [InlineData("""{"id":2,"flow":{"id":6}},{"id":9,"flow":{"id":5}},{"id":4,"flow":{"id":6}},{"id":3,"flow":{"id":6}}""", 4)]
    [InlineData("""{"id":2,"flow":{"id":5}},{"id":9},{"id":4,"flow":{"id":5}}""", 9)]
    public async Task Of_several_releases_it_is_the_newest_of_the_flow_and_where_none_tells_its_flow_the_newest(string rows, long expected)
    {
        using var package = PackageOnDisk.Zip();
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Json("""{"primaryFlowIds":[6],"flows":[{"id":6}]}""")
            : request.Path == "/v4/releases" ? FixtureReply.Json($$"""{"data":[{{rows}}]}""")
            : FixtureReply.Json($$"""{"id":{{request.Path.Split('/')[^1]}}}"""));
        Assert.Equal(expected, Assert.Single(await session.Client.Releases.ImportAsync(new ImportRequest(package.File) { DeploymentId = 3 }, session.Context)).Id);
        Assert.Contains(session.Requests, request => request.Path == "/v4/releases" && request.Query.StartsWith("deploymentId=3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reply_to_a_release_that_names_nothing_says_nothing()
    {
        using var package = PackageOnDisk.Zip();
        await using var session = FixtureSession.Start(request => FixtureReply.Json(request.Method == "POST" ? """{"release":{"id":0}}""" : """{"data":[]}"""));
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Releases.ImportAsync(new ImportRequest(package.File) { DeploymentId = 3 }, session.Context));
    }

    [Fact]
    public async Task What_is_exported_must_be_a_package()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("{}"));
        using var target = new MemoryStream();
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => session.Client.Flows.ExportAsync(7, null, target, null, session.Context));
        Assert.Equal("GET /v4/flows/7/package: what came is not the file that was asked for: it does not begin with \"PK\".", error.Message);
        Assert.Single(session.Requests);
    }

    [Fact]
    public async Task Bytes_are_told_as_they_come_and_go()
    {
        using var package = PackageOnDisk.Zip();
        var bytes = File.ReadAllBytes(package.Path);
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.File("doc-r068-importFlowPackage-response.201.TRUNCATED.json")
            : request.Path.EndsWith("/package", StringComparison.Ordinal) ? new FixtureReply(200, bytes) : FixtureReply.Json("""{"id":7}"""));
        using var target = new MemoryStream();
        List<long> came = [], went = [];
        await session.Client.Flows.ExportAsync(7, null, target, came.Add, session.Context);
        Assert.Equal(bytes.Length, came[^1]);
        await session.Client.Flows.ImportAsync(new ImportRequest(package.File) { OnBytes = went.Add }, session.Context);
        // The file and the form around it.
        Assert.InRange(went[^1], bytes.Length + 1, bytes.Length + 1000);
        Assert.Equal(went.Order(), went);
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(2 * 1024 * 1024, true)]
    public async Task A_large_package_is_sent_when_the_server_wants_it(int size, bool isAsked)
    {
        using var package = PackageOnDisk.Of([.. "PK\u0003\u0004"u8, .. new byte[size]]);
        await using var session = FixtureSession.Start(FixtureReply.Error(403, "AccessControlException", "no"));
        await Assert.ThrowsAsync<ApiException>(() => session.Client.Flows.ImportAsync(new ImportRequest(package.File), session.Context));
        Assert.Equal(isAsked ? "100-continue" : null, Assert.Single(session.Requests, request => request.Method == "POST")["Expect"]);
    }

    [Fact]
    public void Connections_are_known_by_uuid_name_and_id()
    {
        using var package = PackageOnDisk.Zip();
        var connection = Assert.Single(package.File.Contents!.Connections);
        Assert.All(["D75255F0-a245-11e7-8618-adc1dbb4bed0", "sales db", "11"], name => Assert.True(connection.IsCalled(name)));
        Assert.False(connection.IsCalled("1"));
        Assert.Equal("2013 POS", Assert.Single(package.File.Contents!.Flows));
        Assert.Equal((0, 0), (package.File.Contents.Plans.Count, package.File.Contents.OverrideKeys.Count));
    }
}
