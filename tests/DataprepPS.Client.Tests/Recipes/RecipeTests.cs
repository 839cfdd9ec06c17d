using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Recipes;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Flows;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Recipes;

/// <summary>Recipes: their id and name come from two objects of the server's.</summary>
public sealed class RecipeTests
{
    private const string Row = """{"id":7,"wrangled":true,"recipe":{"id":1007,"name":"clean orders","description":"d","scriptLines":{"data":["drop col: a",{"text":"rename","hash":"h"}]}},"flow":{"id":3,"name":"sales"},"other":1}""";

    [Fact]
    public async Task The_id_is_the_nodes_and_the_name_is_the_recipes()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(Row));
        var recipe = await session.Client.Recipes.GetAsync(7, null, session.Context);
        session.Sent("GET", "/v4/wrangledDatasets/7?embed=recipe,flow");
        Assert.Equal((7, 7, "clean orders", "d", 3, "sales", 1007), (recipe.Id, recipe.RecipeId, recipe.Name, recipe.Description, recipe.FlowId, recipe.Flow!.Name, recipe.Script!.Id));
        Assert.Equal(["drop col: a", "rename"], recipe.Step!.Select(step => step.Text!));
        Assert.Equal("h", recipe.Step![1].AdditionalProperties["hash"]);
        Assert.Equal(["other"], recipe.AdditionalProperties.Keys);
    }

    [Fact]
    public async Task What_somebody_embeds_comes_beside_what_names_it()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"data":[]}"""));
        await session.Client.Recipes.ListAsync(new ResourceQuery { Read = new ReadOptions { Embed = ["creator", "FLOW"] } }, null, _ => Task.FromResult(true), session.Context);
        Assert.Contains("embed=creator,FLOW,recipe", session.Requests[0].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_of_a_flow_are_its_nodes_that_are_recipes()
    {
        var row = Row.Replace(",\"flow\":{\"id\":3,\"name\":\"sales\"}", string.Empty, StringComparison.Ordinal);
        await using var session = FixtureSession.Start(FixtureReply.Json($$$"""{"id":3,"flownodes":{"data":[{"id":1000001,"wrangled":false,"recipe":{"id":9,"name":"a file"}},{{{row}}}]}}"""));
        List<Recipe> recipes = [];
        long? total = null;
        await session.Client.Recipes.ListAsync(new ResourceQuery { Parent = new ResourceParent("FlowId", 3) }, new ListOptions { OnTotal = count => total = count }, recipe => FlowTests.Added(recipes, recipe), session.Context);
        session.Sent("GET", "/v4/flows/3?embed=flowNodes,flowNodes.recipe,flowNodes.flow");
        Assert.Equal((7, 3, 1), (Assert.Single(recipes).Id, recipes[0].FlowId, total));
    }

    [Theory]
    [InlineData("clean orders", 7L)]
    [InlineData("something else", null)]
    public async Task A_lost_creation_is_known_by_the_name_in_the_recipe_object(string name, long? found)
    {
        var row = Row.Replace("\"other\":1", "\"createdAt\":\"2030-01-01T00:00:00.000Z\",\"creator\":{\"id\":1}", StringComparison.Ordinal);
        await using var session = FixtureSession.Start(request => request switch
        {
            { Method: "POST" } => FixtureReply.Reset,
            { Path: "/v4/people/current" } => FixtureReply.Json("""{"id":1}"""),
            { Path: "/v4/wrangledDatasets" } => FixtureReply.Json($$"""{"data":[{{row}}]}"""),
            _ => FixtureReply.Json(row),
        });
        var members = new Hashtable { ["name"] = name, ["flow"] = new Hashtable { ["id"] = 3 }, ["importedDataset"] = new Hashtable { ["id"] = 5 } };
        if (found is null)
        {
            await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Recipes.CreateAsync(members, session.Context));
            return;
        }

        Assert.Equal(found, (await session.Client.Recipes.CreateAsync(members, session.Context)).Id);
    }

    [Fact]
    public async Task A_lost_new_name_is_seen_in_the_recipe_object()
    {
        await using var session = FixtureSession.Start(request => request.Method == "PATCH" ? FixtureReply.Reset : FixtureReply.Json(Row));
        await session.Client.Recipes.UpdateAsync(7, new Hashtable { ["name"] = "clean orders" }, session.Context);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Recipes.UpdateAsync(7, new Hashtable { ["name"] = "other" }, session.Context));
    }

    [Theory]
    [InlineData("""{"importedDataset":{"id":5,"name":"a file"}}""", 5L, null, "a file")]
    [InlineData("""{"wrangledDataset":{"id":6,"recipe":{"id":1,"name":"first"}}}""", null, 6L, "first")]
    public async Task What_it_reads_is_a_dataset_or_a_recipe(string reply, long? dataset, long? recipe, string name)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(reply));
        var input = await session.Client.Recipes.GetInputAsync(7, session.Context);
        session.Sent("GET", "/v4/wrangledDatasets/7/primaryInputDataset");
        Assert.Equal((7, dataset, recipe, name), (input.RecipeId, input.ImportedDatasetId, input.InputRecipeId, input.Name));
    }

    [Fact]
    public async Task A_lost_change_of_input_is_settled_by_what_it_reads()
    {
        await using var session = FixtureSession.Start(request => request.Method == "PUT" ? FixtureReply.Reset : FixtureReply.Json("""{"importedDataset":{"id":5}}"""));
        await session.Client.Recipes.ReadDatasetAsync(7, 5, session.Context);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Recipes.ReadRecipeAsync(7, 5, session.Context));
        Assert.Contains(session.Requests, request => request.Body == """{"wrangledDataset":{"id":5}}""");
    }
}
