using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Recipes;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Outputs;

/// <summary>Reads and changes output objects.</summary>
public sealed class OutputObjectClient : ResourceClient<OutputObject>
{
    internal OutputObjectClient(SessionParts parts)
        : base(parts, OutputEndpoints.OutputObjects, static () => DataprepJson.Default.OutputObject)
    {
    }

    private protected override IReadOnlyList<Association<OutputObject>> Associations { get; } =
    [
        new("FlowId", _ => null) { List = FlowEndpoints.Outputs },
        new("RecipeId", output => output.RecipeId)
        {
            Owner = RecipeEndpoints.Recipes.Get,
            Embed = "outputObjects",
            Adopt = (output, recipe) => output.FlowNode ??= new ResourceReference { Id = recipe },
        },
    ];

    /// <inheritdoc/>
    /// <exception cref="OutputExistsException">The recipe has one.</exception>
    public override async Task<OutputObject> CreateAsync(IDictionary members, CallContext context)
    {
        try
        {
            return await base.CreateAsync(members, context).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Kind == ErrorKind.InvalidInput && members["flowNodeId"] is long recipe)
        {
            // What servers say of a second one differs; that there is a first one can be seen.
            throw await OfRecipeAsync(recipe, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false) is { } first ? new OutputExistsException(e, recipe, first.Id) : e;
        }
    }

    /// <summary>Lists the datasets an output object reads. Follows getInputsForOutputObject.</summary>
    public Task GetInputsAsync(long id, ReadOptions? read, Func<OutputObjectInput, Task<bool>> visit, CallContext context) => ListAsync(
        OutputEndpoints.Inputs,
        OutputEndpoints.Inputs.At(id),
        new Query().Add(read),
        DataprepJson.Default.OutputObjectInput,
        null,
        input =>
        {
            input.OutputObjectId = id;
            return visit(input);
        },
        context);

    /// <summary>The recipe of an output object as a script in Python. Follows getPythonScriptForOutputObjectInput, which changes nothing.</summary>
    /// <param name="id">The output object.</param>
    /// <param name="columns">The columns of the result, in their order.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="ApiException">The recipe has a step that cannot be said in Python.</exception>
    public Task<string> GetPythonScriptAsync(long id, IEnumerable<string> columns, CallContext context) => Transport.SendAsync(
        new ApiRequest(OutputEndpoints.Script, OutputEndpoints.Script.At(id))
        {
            Content = ApiRequest.Json(new JsonObject { ["orderedColumns"] = string.Join(",", columns.Select(column => column.Trim())) }),
        },
        response => ReplyReader.Anything(response) is IReadOnlyDictionary<string, object?> reply && reply.TryGetValue("pythonScript", out var script) && script is string text
            ? text
            : throw ReplyReader.Invalid(response, "there is no pythonScript"),
        context);

    private async Task<OutputObject?> OfRecipeAsync(long recipe, CallContext context)
    {
        OutputObject? found = null;
        try
        {
            await ListAsync(
                new ResourceQuery { Parent = new ResourceParent("RecipeId", recipe) },
                null,
                output =>
                {
                    found ??= output;
                    return Task.FromResult(false);
                },
                context).ConfigureAwait(false);
        }
        catch (DataprepException)
        {
            // Then the server's own words must do.
        }

        return found;
    }
}

/// <summary>Reads and changes the files that outputs write.</summary>
public sealed class WriteSettingClient : ResourceClient<WriteSetting>
{
    internal WriteSettingClient(SessionParts parts)
        : base(parts, OutputEndpoints.WriteSettings, static () => DataprepJson.Default.WriteSetting)
    {
    }

    private protected override IReadOnlyList<Association<WriteSetting>> Associations { get; } = [OutputParts.Of<WriteSetting>("writeSettings")];
}

/// <summary>Reads and changes the tables that outputs publish to.</summary>
public sealed class PublicationClient : ResourceClient<Publication>
{
    internal PublicationClient(SessionParts parts)
        : base(parts, OutputEndpoints.Publications, static () => DataprepJson.Default.Publication)
    {
    }

    private protected override IReadOnlyList<Association<Publication>> Associations { get; } = [OutputParts.Of<Publication>("publications")];
}

/// <summary>Reads and changes the SQL that outputs run.</summary>
public sealed class SqlScriptClient : ResourceClient<SqlScript>
{
    internal SqlScriptClient(SessionParts parts)
        : base(parts, OutputEndpoints.SqlScripts, static () => DataprepJson.Default.SqlScript)
    {
    }

    private protected override IReadOnlyList<Association<SqlScript>> Associations { get; } = [OutputParts.Of<SqlScript>("sqlScripts")];
}

/// <summary>How the parts of an output object are found: embedded in it, because their lists take no word for it.</summary>
internal static class OutputParts
{
    public static Association<T> Of<T>(string embed)
        where T : OutputPart => new("OutputObjectId", part => part.OutputObjectId)
        {
            Owner = OutputEndpoints.OutputObjects.Get,
            Embed = embed,
            Adopt = (part, output) => part.OutputObjectId = output,
        };
}
