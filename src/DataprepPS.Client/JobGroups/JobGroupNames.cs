using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.JobGroups;

/// <summary>
/// Gives job groups the names of their recipes, flows and people, which replies have only by id. Few recipes and people make many
/// job groups: what one of them embeds is remembered for all, and what none has told is asked for. Safe to use from many threads.
/// </summary>
internal sealed class JobGroupNames
{
    /// <summary>What a job group must embed to tell.</summary>
    public static readonly IReadOnlyList<string> Embeds = ["wrangledDataset.recipe", "wrangledDataset.flow", "creator"];

    // What people look at is short; over a whole list the reasons of all failures would cost more than the list.
    private const int MostExplained = 100;

    // An address with more ids than this might be too long for a proxy.
    private const int MostAsked = 400;

    private readonly Dictionary<long, ResourceReference> recipes = [];
    private readonly Dictionary<long, ResourceReference> people = [];

    /// <summary>Whether nothing has been learned yet.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (recipes)
            {
                return recipes.Count == 0;
            }
        }
    }

    /// <summary>Completes the rows of a page.</summary>
    /// <param name="page">The rows.</param>
    /// <param name="lookUp">Reads some of them with what <see cref="Embeds"/> names, and with their errors if that is wanted.</param>
    public async Task CompleteAsync(IReadOnlyList<JobGroup> page, Func<IReadOnlyList<long>, bool, Task<IReadOnlyList<JobGroup>>> lookUp)
    {
        Learn(page);
        var failed = page.Count > MostExplained ? [] : page.Where(group => JobGroupStatus.Is(group.Status, JobGroupStatus.Failed) && group.Error is null).ToList();
        var asked = Unknown(page).Concat(failed).Select(group => group.Id).Distinct().Take(MostAsked).ToList();
        if (asked.Count > 0)
        {
            var found = await lookUp(asked, failed.Count > 0).ConfigureAwait(false);
            Learn(found);
            LearnNothing(page);
            foreach (var (group, told) in failed.Join(found, group => group.Id, told => told.Id, (group, told) => (group, told)))
            {
                group.Error = told.Error;
            }
        }

        Name(page);
    }

    private void Name(IReadOnlyList<JobGroup> page)
    {
        lock (recipes)
        {
            foreach (var group in page)
            {
                group.WrangledDataset = group.WrangledDataset is { } recipe && recipes.TryGetValue(recipe.Id, out var known) ? known : group.WrangledDataset;
                group.Creator = group.Creator is { } person && people.TryGetValue(person.Id, out var name) ? name : group.Creator;
            }
        }
    }

    // One row for each recipe and person that no row has told the name of.
    private List<JobGroup> Unknown(IReadOnlyList<JobGroup> page)
    {
        var (ofRecipes, ofPeople) = (new HashSet<long>(), new HashSet<long>());
        lock (recipes)
        {
            return [.. page.Where(group =>
                (group.WrangledDataset is { Id: > 0 } recipe && !recipes.ContainsKey(recipe.Id) && ofRecipes.Add(recipe.Id))
                | (group.Creator is { Id: > 0 } person && !people.ContainsKey(person.Id) && ofPeople.Add(person.Id)))];
        }
    }

    private void Learn(IReadOnlyList<JobGroup> rows)
    {
        lock (recipes)
        {
            foreach (var group in rows)
            {
                Keep(recipes, group.RecipeName is null ? null : group.WrangledDataset);
                Keep(people, (group.Creator?.Email ?? group.Creator?.Name) is null ? null : group.Creator);
            }
        }
    }

    // What nobody could name is not asked for again.
    private void LearnNothing(IReadOnlyList<JobGroup> page)
    {
        lock (recipes)
        {
            foreach (var group in page)
            {
                Keep(recipes, group.WrangledDataset);
                Keep(people, group.Creator);
            }
        }
    }

    private static void Keep(Dictionary<long, ResourceReference> known, ResourceReference? reference)
    {
        if (reference is { Id: > 0 } && !known.ContainsKey(reference.Id))
        {
            known.Add(reference.Id, reference);
        }
    }
}
