using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Packages;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Packages;

/// <summary>What an import puts on the wire, and how it finds the name that a server has for the file.</summary>
public sealed class UploadTests
{
    private static readonly FixtureReply Imported = FixtureReply.File("doc-r068-importFlowPackage-response.201.TRUNCATED.json");

    [Fact]
    public async Task A_package_goes_as_curl_sends_it_with_the_mapping_before_it()
    {
        using var package = PackageOnDisk.Zip(name: "päckage \"1\".zip");
        await using var session = FixtureSession.Start(request => request.Path.StartsWith("/v4/connections", StringComparison.Ordinal) ? FixtureReply.Json("""{"id":5,"uuid":"here-5"}""") : Answer(request));
        var flows = await session.Client.Flows.ImportAsync(
            new ImportRequest(package.File)
            {
                FolderId = 3,
                ConnectionMap = new System.Collections.Generic.Dictionary<string, string> { ["Sales DB"] = "5", ["0f8fad5b-d9cb-469f-a165-70867728950e"] = "here-6" },
                EnvironmentParameterMap = new System.Collections.Specialized.OrderedDictionary { ["region"] = "env.region", ["year"] = new System.Collections.Hashtable { ["variable"] = new System.Collections.Hashtable { ["value"] = "2026" } } },
            },
            session.Context);
        Assert.Equal("[6820bb80] 2013 POS", Assert.Single(flows).Name);
        var sent = session.Requests.Single(request => request.Method == "POST");
        Assert.Equal("/v4/flows/package?folderId=3", sent.Target);
        Assert.StartsWith("multipart/form-data; boundary=", sent["Content-Type"], StringComparison.Ordinal);
        Assert.Null(sent["Expect"]);
        var parts = sent.Body.Split("\r\n\r\n");
        Assert.Contains("Content-Disposition: form-data; name=\"connectionIdMapping\"", parts[0], StringComparison.Ordinal);
        AssertJson.Equal(
            JsonNode.Parse("""[{"connectionUuid":"d75255f0-a245-11e7-8618-adc1dbb4bed0","mappedConnectionUuid":"here-5"},{"connectionUuid":"0f8fad5b-d9cb-469f-a165-70867728950e","mappedConnectionUuid":"here-6"}]"""),
            JsonNode.Parse(parts[1].Split("\r\n")[0]));
        AssertJson.Equal(
            JsonNode.Parse("""[{"overrideKey":"region","mappedOverrideKey":"env.region"},{"overrideKey":"year","mappedValue":{"variable":{"value":"2026"}}}]"""),
            JsonNode.Parse(parts[2].Split("\r\n")[0]));
        Assert.Contains("Content-Disposition: form-data; name=\"data\"; filename=\"package.zip\"\r\nContent-Type: application/zip", parts[2], StringComparison.Ordinal);
        Assert.StartsWith("PK", parts[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("archive", "Input validation failed", "\\\"archive\\\" is required")]
    [InlineData("archive", "Missing file part archive", "")]
    [InlineData("File", "ApiValidationFailed", "File must be present")]
    [InlineData("archive", "Unexpected field", "data is not allowed")]
    [InlineData("archive", "No file was uploaded", "")]
    public async Task The_server_tells_the_name_of_the_part_and_is_asked_once_in_a_session(string name, string message, string details)
    {
        using var package = PackageOnDisk.Zip();
        await using var session = FixtureSession.Start(request => request.Method == "GET" ? Answer(request)
            : request.Body.Contains($"name=\"{name}\"", StringComparison.Ordinal) ? Imported
            : FixtureReply.Json($$$"""{"exception":{"name":"ApiValidationFailed","message":"{{{message}}}","details":"{{{details}}}"}}""", 400));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(7, Assert.Single(await session.Client.Flows.ImportAsync(new ImportRequest(package.File), session.Context)).Id);
        }

        Assert.Equal(3, session.Requests.Count(request => request.Method == "POST"));
    }

    [Theory]
    [InlineData(400, "ApiValidationFailed", "The recipe of a flow is broken")]
    [InlineData(400, "ApiValidationFailed", "The package was made by a later release")]
    [InlineData(403, "AccessControlException", "data is required")]
    public async Task A_refusal_of_the_package_is_not_taken_for_one_of_the_name(int status, string name, string message)
    {
        using var package = PackageOnDisk.Zip();
        await using var session = FixtureSession.Start(FixtureReply.Error(status, name, message));
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.Flows.ImportAsync(new ImportRequest(package.File), session.Context));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Single(session.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_server_that_takes_none_of_the_names_is_asked_three_times_and_its_first_word_counts()
    {
        using var package = PackageOnDisk.Zip();
        await using var session = FixtureSession.Start(request =>
            FixtureReply.Error(400, "ApiValidationFailed", request.Body.Contains("name=\"data\"", StringComparison.Ordinal) ? "a file is required" : "no file here either, one is expected"));
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.Flows.ImportAsync(new ImportRequest(package.File), session.Context));
        Assert.Contains("a file is required", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, session.Requests.Count(request => request.Method == "POST"));
    }

    [Fact]
    public async Task A_package_that_is_refused_for_a_quota_is_sent_again_whole()
    {
        using var package = PackageOnDisk.Zip();
        var refused = false;
        await using var session = FixtureSession.Start(request =>
        {
            var first = request.Method == "POST" && !refused;
            refused |= first;
            return first ? FixtureReply.Error(429, "TooManyRequestsException", "later", ("x-retry-after", "1")) : Answer(request);
        });
        Assert.Single(await session.Client.Flows.ImportAsync(new ImportRequest(package.File), session.Context));
        var sent = session.Requests.Where(request => request.Method == "POST").Select(request => request.Body.Length).ToList();
        Assert.Equal(2, sent.Count);
        Assert.Equal(sent[0], sent[1]);
    }

    [Fact]
    public async Task A_macro_goes_as_the_JSON_that_it_was_exported_as()
    {
        const string Macro = """{"type":"macro","kind":"artifact","hash":"x","data":{},"metadata":{}}""";
        using var package = PackageOnDisk.Of(System.Text.Encoding.UTF8.GetBytes(Macro), "macro-1.json");
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"id":4,"name":"trim","description":""}""", 201));
        Assert.Equal("trim", Assert.Single(await session.Client.Macros.ImportAsync(new ImportRequest(package.File), session.Context)).Name);
        var sent = session.Sent("POST", "/v4/macros/package", Macro);
        Assert.Equal("application/json", sent["Content-Type"]);
    }

    [Fact]
    public async Task What_is_no_package_is_never_sent()
    {
        using var text = PackageOnDisk.Of("hello"u8.ToArray());
        using var json = PackageOnDisk.Of("{}"u8.ToArray());
        await using var session = FixtureSession.Start(Imported);
        Assert.Contains("is not a package", Assert.Throws<ArgumentException>(() => text.File).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => session.Client.Flows.ImportAsync(new ImportRequest(json.File), session.Context));
        Assert.Throws<ArgumentException>(() => new PackageFile(text.Path + ".gone"));
        Assert.DoesNotContain(session.Requests, request => request.Method != "GET");
    }

    [Fact]
    public async Task A_connection_that_the_package_does_not_have_is_told_with_those_it_has()
    {
        using var package = PackageOnDisk.Zip();
        await using var session = FixtureSession.Start(Imported);
        var error = await Assert.ThrowsAsync<ArgumentException>(() => session.Client.Flows.ImportAsync(
            new ImportRequest(package.File) { ConnectionMap = new System.Collections.Generic.Dictionary<string, string> { ["Other"] = "x" } }, session.Context));
        Assert.Contains("\"Sales DB\" (d75255f0-a245-11e7-8618-adc1dbb4bed0)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(session.Requests, request => request.Method != "GET");
    }

    private static FixtureReply Answer(FixtureRequest request) => request.Method == "POST" ? Imported : FixtureReply.Json("""{"id":7,"name":"[6820bb80] 2013 POS"}""");
}
