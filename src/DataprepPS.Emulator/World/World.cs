using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace DataprepPS.Emulator;

/// <summary>
/// Everything the server knows: the workspace's objects and the job groups. One lock guards it; objects are
/// immutable records or, for job groups, safe to read at any time.
/// </summary>
public sealed partial class World
{
    private readonly EmulatorOptions options;
    private readonly SortedDictionary<long, Person> people = [];
    private readonly SortedDictionary<long, Flow> flows = [];
    private readonly SortedDictionary<long, Recipe> recipes = [];
    private readonly SortedDictionary<long, Connection> connections = [];
    private readonly SortedDictionary<long, Deployment> deployments = [];
    private readonly SortedDictionary<long, Release> releases = [];

    internal World(EmulatorOptions options)
    {
        this.options = options;
        Reset();
    }

    internal Lock Sync { get; } = new();

    /// <summary>The server's time now.</summary>
    public DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public IReadOnlyList<Person> People => Snapshot(people);

    public IReadOnlyList<Flow> Flows => Snapshot(flows);

    public IReadOnlyList<Recipe> Recipes => Snapshot(recipes);

    public IReadOnlyList<Connection> Connections => Snapshot(connections);

    public IReadOnlyList<Deployment> Deployments => Snapshot(deployments);

    public IReadOnlyList<Release> Releases => Snapshot(releases);

    public Flow AddFlow(string? name = null, long? id = null) =>
        Add(flows, id, key => new Flow(key, name ?? $"Flow {key}", Now));

    /// <summary>Adds a recipe; change it with <c>with</c> through <paramref name="shape"/> (no output, a failure, a lifetime).</summary>
    public Recipe AddRecipe(string? name = null, long? flowId = null, long? id = null, Func<Recipe, Recipe>? shape = null) =>
        Add(recipes, id, key =>
        {
            var recipe = new Recipe(key, name ?? $"Recipe {key}", flowId ?? 1, Now);
            return shape is null ? recipe : shape(recipe);
        });

    public Connection AddConnection(string vendor, string? name = null, long? id = null) =>
        Add(connections, id, key => new Connection(key, name ?? vendor, vendor, $"{key:x8}-0000-4000-8000-000000000000", Now));

    /// <summary>Adds a deployment. With recipes it has one active release that runs them; without, it has no release.</summary>
    public Deployment AddDeployment(string? name = null, long? id = null, params long[] recipeIds)
    {
        lock (Sync)
        {
            var deployment = Add(deployments, id, key => new Deployment(key, name ?? $"Deployment {key}", Now));
            if (recipeIds.Length > 0)
            {
                AddRelease(deployment.Id, recipes.GetValueOrDefault(recipeIds[0])?.FlowId ?? 1, recipeIds);
            }

            return deployment;
        }
    }

    /// <summary>Adds a release and makes it the active one.</summary>
    public Release AddRelease(long deploymentId, long flowId, params long[] recipeIds)
    {
        lock (Sync)
        {
            var release = Add(releases, null, key => new Release(key, deploymentId, flowId, recipeIds, Now));
            return SetActive(release, true);
        }
    }

    /// <summary>The release a run of the deployment runs, or null.</summary>
    public Release? ActiveRelease(long deploymentId)
    {
        lock (Sync)
        {
            return releases.Values.FirstOrDefault(r => r.DeploymentId == deploymentId && r.Active);
        }
    }

    /// <summary>Removes a recipe, as somebody else in the workspace might.</summary>
    public bool RemoveRecipe(long id)
    {
        lock (Sync)
        {
            return recipes.Remove(id);
        }
    }

    internal Person? FindPerson(long id) => Find(people, id);

    internal Flow? FindFlow(long id) => Find(flows, id);

    internal Recipe? FindRecipe(long id) => Find(recipes, id);

    internal Connection? FindConnection(long id) => Find(connections, id);

    internal Deployment? FindDeployment(long id) => Find(deployments, id);

    internal Release? FindRelease(long id) => Find(releases, id);

    internal void Replace(Deployment deployment)
    {
        lock (Sync)
        {
            deployments[deployment.Id] = deployment;
        }
    }

    internal void RemoveDeployment(long id)
    {
        lock (Sync)
        {
            deployments.Remove(id);
            foreach (var release in releases.Values.Where(r => r.DeploymentId == id).ToList())
            {
                releases.Remove(release.Id);
            }
        }
    }

    internal void RemoveRelease(long id)
    {
        lock (Sync)
        {
            releases.Remove(id);
        }
    }

    /// <summary>One release of a deployment is active at most: activating one deactivates the other.</summary>
    internal Release SetActive(Release release, bool active)
    {
        lock (Sync)
        {
            if (active && ActiveRelease(release.DeploymentId) is { } other)
            {
                releases[other.Id] = other with { Active = false, UpdatedAt = Now };
            }

            return releases[release.Id] = release with { Active = active, UpdatedAt = Now };
        }
    }

    private T[] Snapshot<T>(SortedDictionary<long, T> objects)
    {
        lock (Sync)
        {
            return [.. objects.Values];
        }
    }

    private T? Find<T>(SortedDictionary<long, T> objects, long id)
        where T : class
    {
        lock (Sync)
        {
            return objects.GetValueOrDefault(id);
        }
    }

    private T Add<T>(SortedDictionary<long, T> objects, long? id, Func<long, T> make)
    {
        lock (Sync)
        {
            var key = id ?? (objects.Count == 0 ? 1 : objects.Keys.Last() + 1);
            return objects[key] = make(key);
        }
    }
}
