using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.JobGroups;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Outputs;

public sealed class OutputInputTests
{
    [Fact]
    public async Task The_vendors_sample_comes_out_whole()
    {
        await using var session = FixtureSession.Start(FixtureReply.File("doc-10.1.0-outputObject-inputs-response.200.json"), FixtureReply.Rows([]));
        List<OutputObjectInput> inputs = [];
        await session.Client.Outputs.GetInputsAsync(2007, new ReadOptions { Embed = ["connection"] }, row => JobGroupReplyTests.Added(inputs, row), session.Context);
        Assert.Equal("/v4/outputObjects/2007/inputs?embed=connection&limit=100", session.Requests[0].Target);
        var input = Assert.Single(inputs);
        var then = new DateTimeOffset(2019, 8, 24, 14, 15, 22, TimeSpan.Zero);
        Assert.Equal((1, 1, 2007, "My Dataset", "string"), (input.Id, input.ImportedDatasetId, input.OutputObjectId, input.Name, input.Description));
        Assert.Equal(("string", false, true, true), (input.DynamicPath, input.IsDynamic, input.IsConverted, input.DisableTypeInference));
        Assert.Equal((then, then), (input.CreatedAt, input.UpdatedAt));
        Assert.Equal((1, 1, 1, 1), (input.Connection!.Id, input.Creator!.Id, input.Updater!.Id, input.Workspace!.Id));
        Assert.Equal(1L, JobGroupReplyTests.Dive(input.AdditionalProperties, "parsingScript", "id"));
        var parameter = Assert.Single(input.RunParameters!);
        Assert.Equal(("path", "myVar", "myVar"), (parameter.Type, parameter.OverrideKey, parameter.ToString()));
        Assert.Equal("years", JobGroupReplyTests.Dive(parameter.AdditionalProperties, "value", "dateRange", "last", "unit"));
        Assert.Equal(1L, JobGroupReplyTests.Dive(parameter.AdditionalProperties, "insertionIndices", 0, "order"));
    }
}
