using System;
using System.Collections.Generic;

using DataprepPS.Client.JobGroups;

namespace DataprepPS.Emulator;

public sealed partial class World
{
    private static readonly TimeSpan SeedInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SeedLifetime = TimeSpan.FromSeconds(8);

    private readonly List<JobGroup> started = [];
    private readonly Dictionary<long, JobGroup> touchedSeeds = [];
    private readonly Dictionary<long, List<JobGroup>> byFlowRun = [];
    private Recipe[] seedRecipes = [];
    private DateTimeOffset seededAt;
    private int deletedCount;

    /// <summary>The job groups started since the server began, oldest first; the seeded ones are not among them.</summary>
    public IReadOnlyList<JobGroup> JobGroups
    {
        get
        {
            lock (Sync)
            {
                return [.. started];
            }
        }
    }

    /// <summary>The highest job group id there is.</summary>
    public long LastJobGroupId
    {
        get
        {
            lock (Sync)
            {
                return options.Seed + started.Count;
            }
        }
    }

    internal bool AnyJobGroupDeleted => deletedCount > 0;

    public JobGroup? FindJobGroup(long id)
    {
        if (id < 1)
        {
            return null;
        }

        if (id > options.Seed)
        {
            lock (Sync)
            {
                return id - options.Seed <= started.Count ? started[(int)(id - options.Seed - 1)] : null;
            }
        }

        lock (Sync)
        {
            if (touchedSeeds.Count > 0 && touchedSeeds.TryGetValue(id, out var touched))
            {
                return touched;
            }
        }

        return Synthesise(id);
    }

    /// <summary>Starts a job group.</summary>
    public JobGroup StartJobGroup(long recipeId, JobGroupStart? how = null)
    {
        how ??= new JobGroupStart();
        lock (Sync)
        {
            var recipe = FindRecipe(recipeId) ?? throw new KeyNotFoundException($"No recipe {recipeId}.");
            var failStage = how.FailStage ?? (how.Failure is null ? recipe.FailStage : null);
            var group = new JobGroup
            {
                Id = LastJobGroupId + 1,
                Recipe = recipe,
                StartedAt = how.StartedAt ?? Now,
                Lifetime = options.Scaled(how.Lifetime ?? recipe.Lifetime ?? options.JobLifetime),
                Failure = how.Failure ?? recipe.Failure,
                FailStage = failStage,
                Publishing = how.Publishing || failStage == "publish",
                ProfilingEnabled = how.Profiler ?? recipe.Profiler,
                Execution = how.Execution ?? recipe.Execution,
                RanFrom = how.RanFrom,
                RanFor = how.RanFor,
                PassesPending = options.Pending,
                ExecutionId = how.ExecutionId,
                DeploymentId = how.DeploymentId,
                FlowRunId = how.FlowRunId,
                RunParameters = how.RunParameters,
                Overrides = how.Overrides,
            };
            started.Add(group);
            if (how.FlowRunId is { } flowRun)
            {
                GroupsOf(flowRun).Add(group);
            }
            else if (how.ExecutionId is not null)
            {
                Executions.Add(JobGroupEndpoints.Run, how.ExecutionId, group.Id);
            }

            return group;
        }
    }

    /// <summary>Ends a job group now, successfully.</summary>
    public void Finish(long jobGroupId) => SetStatus(jobGroupId, JobStatus.Complete);

    /// <summary>Ends a job group now with an error.</summary>
    public void Fail(long jobGroupId, string message = "Out of memory") => SetStatus(jobGroupId, JobStatus.Failed, message);

    /// <summary>Sets any status, known or not; time no longer moves the group.</summary>
    public void SetStatus(long jobGroupId, string status, string? error = null) =>
        Touch(jobGroupId).PinTo(status, Now, error);

    /// <summary>Deletes a job group: it answers 410 from now on.</summary>
    public void DeleteJobGroup(long jobGroupId)
    {
        lock (Sync)
        {
            var group = Touch(jobGroupId);
            if (!group.IsDeleted)
            {
                group.IsDeleted = true;
                deletedCount++;
            }
        }
    }

    internal Executions Executions { get; } = new();

    /// <summary>The job groups of a flow run, in the order in which they were started.</summary>
    internal IReadOnlyList<JobGroup> JobGroupsOf(long flowRunId)
    {
        lock (Sync)
        {
            return [.. GroupsOf(flowRunId)];
        }
    }

    internal Publish AddPublish(long jobGroupId, Func<long, Publish> make)
    {
        lock (Sync)
        {
            var group = Touch(jobGroupId);
            var publish = make(Job.IdOf(group.Id, Job.IdsOf(group).Length + group.Publishes.Count + 1));
            group.Publishes = [.. group.Publishes, publish];
            return publish;
        }
    }

    /// <summary>All job groups in id order, made as they are asked for: a million of them take no memory.</summary>
    internal IEnumerable<JobGroup> EachJobGroup(bool newestFirst, long skip = 0)
    {
        var last = LastJobGroupId;
        for (var i = skip; i < last; i++)
        {
            yield return FindJobGroup(newestFirst ? last - i : i + 1)!;
        }
    }

    private void ForgetJobGroups()
    {
        started.Clear();
        touchedSeeds.Clear();
        Executions.Clear();
        byFlowRun.Clear();
        deletedCount = 0;
        seededAt = Now;
    }

    private List<JobGroup> GroupsOf(long flowRunId)
    {
        if (!byFlowRun.TryGetValue(flowRunId, out var groups))
        {
            byFlowRun[flowRunId] = groups = [];
        }

        return groups;
    }

    private JobGroup Touch(long id)
    {
        lock (Sync)
        {
            var group = FindJobGroup(id) ?? throw new KeyNotFoundException($"No job group {id}.");
            return id > options.Seed ? group : touchedSeeds[id] = group;
        }
    }

    /// <summary>The seeded job group of an id: always the same for the same id.</summary>
    private JobGroup Synthesise(long id)
    {
        var group = new JobGroup
        {
            Id = id,
            Recipe = seedRecipes[(int)((id - 1) % seedRecipes.Length)],
            StartedAt = seededAt - ((options.Seed - id + 1) * SeedInterval),
            Lifetime = SeedLifetime,
            Failure = id % 20 == 13 ? "Out of memory" : null,
            ProfilingEnabled = id % 2 == 0,
            RanFrom = (id % 3) switch { 0 => "ui", 1 => "schedule", _ => "api" },
            CreatorId = id % 5 == 0 ? 2 : 1,
        };
        if (id % 50 == 7)
        {
            group.PinTo(JobStatus.Canceled, group.StartedAt + (SeedLifetime / 2));
        }

        return group;
    }
}
