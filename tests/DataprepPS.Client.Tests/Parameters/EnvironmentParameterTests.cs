using System;
using System.Collections;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Parameters;

/// <summary>Values of every kind, of which secret ones are shown nowhere.</summary>
public sealed class EnvironmentParameterTests
{
    private const string Canary = "canary-of-a-secret";

    [Theory]
    [InlineData("""{"variable":{"value":"emea"}}""", "variable", "emea")]
    [InlineData("""{"variable":{"value":5}}""", "variable", "5")]
    [InlineData("""{"selector":{"value":"a","choices":["a","b"]}}""", "selector", "a")]
    [InlineData("""{"dateRange":{"last":{"amount":3}}}""", "dateRange", null)]
    [InlineData("\"bare\"", "variable", "bare")]
    [InlineData("""{"value":"unwrapped","kind":"x"}""", "value", "unwrapped")]
    public async Task A_value_is_of_a_kind(string sent, string kind, string? text)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$"""{"id":1,"overrideKey":"k","value":{{sent}}}"""));
        var value = (await session.Client.EnvironmentParameters.GetAsync(1, null, session.Context)).Value!;
        Assert.Equal((kind, text, false), (value.Kind, value.Text, value.IsSecret));
        Assert.Equal(kind == "selector" ? ["a", "b"] : null, value.Choices);
    }

    [Theory]
    [InlineData($$$"""{"secret":{"value":"{{{Canary}}}"}}""")]
    [InlineData($$$"""{"secretVariable":{"value":"{{{Canary}}}"}}""")]
    [InlineData($$$"""{"isSecret":true,"value":"{{{Canary}}}"}""")]
    public async Task A_secret_is_kept_nowhere(string sent)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$"""{"id":1,"overrideKey":"k","value":{{sent}}}"""));
        var parameter = await session.Client.EnvironmentParameters.GetAsync(1, null, session.Context);
        Assert.True(parameter.Value!.IsSecret);
        Assert.Null(parameter.Value.Text);
        Assert.Empty(parameter.Value.Members);
        Assert.DoesNotContain(Canary, $"{parameter} {parameter.Value} {string.Join(' ', parameter.AdditionalProperties)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_is_set_is_in_the_body_and_in_no_error()
    {
        await using var session = FixtureSession.Start(FixtureReply.Error(400, "ApiValidationFailed", $"not allowed: {Canary}"));
        var error = await Assert.ThrowsAsync<Client.Http.ApiException>(() => session.Client.EnvironmentParameters.CreateAsync(
            new Hashtable { ["overrideKey"] = "k", ["value"] = new Hashtable { ["secret"] = new Hashtable { ["value"] = SecureText.Of(Canary) } } }, session.Context));
        session.Sent("POST", "/v4/environmentParameters", $$$$"""{"overrideKey":"k","value":{"secret":{"value":"{{{{Canary}}}}"}}}""");
        Assert.DoesNotContain(Canary, error + session.Observer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_leaves_secrets_out_when_it_is_told_to()
    {
        await using var session = await EmulatedSession.StartAsync();
        using var stream = new System.IO.MemoryStream();
        await session.Client.EnvironmentParameters.ExportAsync(true, stream, null, session.Context);
        Assert.Equal("/v4/environmentParameters/package?hideSecrets=true", session.Server.Journal.Entries.Single().Path);
        using var package = PackageOnDisk.Of(stream.ToArray());
        Assert.Equal(["env.region"], package.File.Contents!.OverrideKeys);
    }
}
