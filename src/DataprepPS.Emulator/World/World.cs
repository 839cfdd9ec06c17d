using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;

namespace DataprepPS.Emulator;

/// <summary>
/// Everything the server knows: the workspace's objects and the job groups. One lock guards it; objects are never changed
/// or, for job groups, safe to read at any time.
/// </summary>
public sealed partial class World
{
    private readonly EmulatorOptions options;

    internal World(EmulatorOptions options)
    {
        this.options = options;
        Store = new Store(Sync, () => Now);
        Reset();
    }

    internal Lock Sync { get; } = new();

    internal Store Store { get; }

    /// <summary>The runs of plans that time still moves.</summary>
    internal HashSet<long> UnfinishedPlanRuns { get; } = [];

    /// <summary>Brings up to date what time moves and only rows tell of.</summary>
    internal void Advance()
    {
        foreach (var id in UnfinishedPlanRuns.ToList())
        {
            if (Store.FindAny(PlanRunRoutes.Runs, id) is { } run)
            {
                PlanRun.Advance(this, run);
            }
        }
    }

    /// <summary>The server's time now.</summary>
    public DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public IReadOnlyList<WorldObject> Flows => Every(FlowRoutes.Flows);

    public IReadOnlyList<Recipe> Recipes => [.. Store[RecipeRoutes.Recipes].Live.Select(row => Recipe.Of(row, Store))];

    public IReadOnlyList<WorldObject> Connections => Every(ConnectionRoutes.Connections);

    public IReadOnlyList<WorldObject> Deployments => Every(DeploymentRoutes.Deployments);

    public IReadOnlyList<WorldObject> Releases => Every(ReleaseRoutes.Releases);

    /// <summary>The live objects of a collection, such as <c>folders</c>, as they are shown.</summary>
    /// <exception cref="KeyNotFoundException">There is no such collection.</exception>
    public IReadOnlyList<JsonObject> All(string collection) => [.. Store[Collections.Named(collection)].Live.Select(row => (JsonObject)row.Json.DeepClone())];

    /// <summary>A live object of a collection as it is shown, or null.</summary>
    /// <exception cref="KeyNotFoundException">There is no such collection.</exception>
    public JsonObject? Find(string collection, long id) => (JsonObject?)Store.Find(Collections.Named(collection), id)?.Json.DeepClone();

    /// <summary>Adds an object; members that are not given have their defaults. Answers its id.</summary>
    /// <exception cref="KeyNotFoundException">There is no such collection.</exception>
    public long Add(string collection, JsonObject members) => Store.Add(Collections.Named(collection), members, Row.IdIn(members["id"])).Id;

    /// <summary>Changes members of an object, as somebody else in the workspace might.</summary>
    /// <exception cref="KeyNotFoundException">There is no such collection or object.</exception>
    public void Change(string collection, long id, JsonObject members)
    {
        var row = Store.Find(Collections.Named(collection), id) ?? throw new KeyNotFoundException($"No {collection} {id}.");
        Store.Change(row, json =>
        {
            foreach (var (name, value) in members)
            {
                json[name] = value?.DeepClone();
            }
        });
    }

    /// <summary>Deletes an object, as somebody else in the workspace might: it answers 410 from now on.</summary>
    /// <exception cref="KeyNotFoundException">There is no such collection.</exception>
    public bool Remove(string collection, long id)
    {
        if (Store.Find(Collections.Named(collection), id) is not { } row)
        {
            return false;
        }

        Store.Delete(row);
        return true;
    }

    public WorldObject AddFlow(string? name = null, long? id = null) => Named(FlowRoutes.Flows, name, id, []);

    /// <summary>Adds a recipe with its input and output; change it with <c>with</c> through <paramref name="shape"/> (no output, a failure, a lifetime).</summary>
    public Recipe AddRecipe(string? name = null, long? flowId = null, long? id = null, Func<Recipe, Recipe>? shape = null)
    {
        lock (Sync)
        {
            var key = id ?? Store[RecipeRoutes.Recipes].NextId;
            var recipe = new Recipe(key, name ?? $"Recipe {key}", flowId ?? 1);
            return Recipe.Of((shape?.Invoke(recipe) ?? recipe).AddTo(Store), Store);
        }
    }

    public WorldObject AddConnection(string vendor, string? name = null, long? id = null) =>
        Named(ConnectionRoutes.Connections, name ?? vendor, id, new JsonObject { ["vendor"] = vendor });

    /// <summary>Adds a deployment. With recipes it has one active release that runs them; without, it has no release.</summary>
    public WorldObject AddDeployment(string? name = null, long? id = null, params long[] recipeIds)
    {
        lock (Sync)
        {
            var deployment = Named(DeploymentRoutes.Deployments, name, id, []);
            if (recipeIds.Length > 0)
            {
                AddRelease(deployment.Id, FindRecipe(recipeIds[0])?.FlowId ?? 1, recipeIds);
            }

            return deployment;
        }
    }

    /// <summary>Adds a release and makes it the active one.</summary>
    public WorldObject AddRelease(long deploymentId, long flowId, params long[] recipeIds) =>
        WorldObject.Of(ReleaseRoutes.Add(Store, deploymentId, flowId, recipeIds));

    /// <summary>Removes a recipe, as somebody else in the workspace might.</summary>
    public bool RemoveRecipe(long id) => Remove(RecipeRoutes.Recipes.Name, id);

    internal Recipe? FindRecipe(long id) => Store.Find(RecipeRoutes.Recipes, id) is { } row ? Recipe.Of(row, Store) : null;

    private IReadOnlyList<WorldObject> Every(Collection collection) => [.. Store[collection].Live.Select(WorldObject.Of)];

    private WorldObject Named(Collection collection, string? name, long? id, JsonObject members)
    {
        lock (Sync)
        {
            var key = id ?? Store[collection].NextId;
            var singular = collection.Singular;
            members["name"] = name ?? $"{char.ToUpperInvariant(singular[0])}{singular[1..]} {key}";
            return WorldObject.Of(Store.Add(collection, members, key));
        }
    }
}

/// <summary>An object of the workspace to tests: its id and name. <see cref="World.Find"/> has the rest.</summary>
public sealed record WorldObject(long Id, string? Name)
{
    internal static WorldObject Of(Row row) => new(row.Id, row.Name);
}
