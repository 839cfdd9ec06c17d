using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace DataprepPS.Emulator;

/// <summary>
/// The body of <c>POST /_emulator/world</c>: what to add, in the order of its members, and which job groups to start or
/// to set. The answer has the ids that were made.
/// </summary>
internal sealed record WorldChange
{
    public IReadOnlyList<NewFlow> Flows { get; init; } = [];

    public IReadOnlyList<NewRecipe> Recipes { get; init; } = [];

    public IReadOnlyList<NewConnection> Connections { get; init; } = [];

    public IReadOnlyList<NewDeployment> Deployments { get; init; } = [];

    public IReadOnlyList<ChangedJobGroup> JobGroups { get; init; } = [];

    /// <summary>Rows of any collection: what is given is kept as it is, the rest has its defaults.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> Rows { get; init; } = new Dictionary<string, IReadOnlyList<JsonObject>>();

    public object ApplyTo(World world) => new
    {
        Flows = Flows.Select(f => world.AddFlow(f.Name, f.Id).Id).ToList(),
        Recipes = Recipes.Select(r => world.AddRecipe(r.Name, r.FlowId, r.Id, r.Shape).Id).ToList(),
        Connections = Connections.Select(c => world.AddConnection(c.Vendor, c.Name, c.Id).Id).ToList(),
        Deployments = Deployments.Select(d => world.AddDeployment(d.Name, d.Id, [.. d.RecipeIds]).Id).ToList(),
        Rows = Rows.ToDictionary(pair => pair.Key, pair => pair.Value.Select(row => world.Add(pair.Key, row)).ToList()),
        JobGroups = JobGroups.Select(j => j.ApplyTo(world)).ToList(),
    };

    internal sealed record NewFlow(long? Id, string? Name);

    internal sealed record NewRecipe(long? Id, string? Name, long? FlowId, bool HasOutput = true, bool Profiler = true, double? Seconds = null, string? Fail = null, string? FailStage = null)
    {
        public Recipe Shape(Recipe recipe) => recipe with
        {
            HasOutput = HasOutput,
            Profiler = Profiler,
            Lifetime = Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Failure = Fail,
            FailStage = FailStage,
        };
    }

    internal sealed record NewConnection(long? Id, string? Name, string Vendor = "hive");

    internal sealed record NewDeployment(long? Id, string? Name)
    {
        public IReadOnlyList<long> RecipeIds { get; init; } = [];
    }

    /// <summary>With an id: sets that group's status. With a recipe: starts one.</summary>
    internal sealed record ChangedJobGroup(long? Id, long? RecipeId, string? Status, string? ErrorMessage, double? Seconds, string? Fail)
    {
        public long ApplyTo(World world)
        {
            var id = Id ?? world.StartJobGroup(
                RecipeId ?? throw new KeyNotFoundException("A job group needs an id or a recipeId."),
                new JobGroupStart { Lifetime = Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, Failure = Fail }).Id;
            if (Status is not null)
            {
                world.SetStatus(id, Status, ErrorMessage);
            }

            return id;
        }
    }
}
