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
    private volatile bool isLearning = true;

    /// <summary>Whether the next job group is likely to have a recipe or person that none before it had: the last ones did.</summary>
    public bool IsLearning => isLearning;

    /// <summary>Completes the rows of a page.</summary>
    /// <param name="page">The rows.</param>
    /// <param name="lookUp">Reads some of them with what <see cref="Embeds"/> names, and with their errors if that is wanted.</param>
    /// <param name="explainsAll">Whether the failed ones of a long page are asked for too.</param>
    public async Task CompleteAsync(IReadOnlyList<JobGroup> page, Func<IReadOnlyList<long>, bool, Task<IReadOnlyList<JobGroup>>> lookUp, bool explainsAll = false)
    {
        // Others may learn at the same time: it is only a guess of what the next one will be.
        var known = recipes.Count + people.Count;
        var untold = Name(page, isLast: false);
        isLearning = untold.Count > 0 || recipes.Count + people.Count > known;
        var failed = page.Count > MostExplained && !explainsAll ? [] : page.Where(group => JobGroupStatus.Is(group.Status, JobGroupStatus.Failed) && group.Error is null).ToList();
        if (untold.Count + failed.Count == 0)
        {
            return;
        }

        var asked = untold.Union(failed).Take(MostAsked).ToList();
        var found = await lookUp([.. asked.Select(group => group.Id)], failed.Count > 0).ConfigureAwait(false);
        Name(found, isLast: false);
        Name(asked, isLast: true);
        Name(page, isLast: false);
        foreach (var group in failed)
        {
            group.Error = found.FirstOrDefault(told => told.Id == group.Id)?.Error;
        }
    }

    /// <summary>Gives rows the names that are known, and takes note of those that they tell.</summary>
    /// <param name="rows">The rows, of which there may be a hundred thousand in all.</param>
    /// <param name="isLast">What nobody could name is taken as it is, and not asked for again.</param>
    /// <returns>One row for each recipe and person that no row has told the name of.</returns>
    private List<JobGroup> Name(IReadOnlyList<JobGroup> rows, bool isLast)
    {
        List<JobGroup> untold = [];
        lock (recipes)
        {
            HashSet<long> met = [];
            for (var i = 0; i < rows.Count; i++)
            {
                var group = rows[i];
                // Ids of people are told from those of recipes by their sign.
                var isUntold = false;
                if (group.WrangledDataset is { Id: > 0 } recipe)
                {
                    var known = Known(recipes, recipe, isLast);
                    isUntold = known is null && met.Add(recipe.Id);
                    group.WrangledDataset = known ?? recipe;
                }

                if (group.Creator is { Id: > 0 } person)
                {
                    var known = Known(people, person, isLast);
                    isUntold |= known is null && met.Add(-person.Id);
                    group.Creator = known ?? person;
                }

                if (isUntold)
                {
                    untold.Add(group);
                }
            }
        }

        return untold;
    }

    /// <summary>The mention that tells a name; null while none does.</summary>
    private static ResourceReference? Known(Dictionary<long, ResourceReference> known, ResourceReference mention, bool isLast)
    {
        if (known.TryGetValue(mention.Id, out var first))
        {
            return first;
        }

        if (!isLast && (mention.Name ?? mention.Email ?? JobGroup.NameOf(mention)) is null)
        {
            return null;
        }

        known.Add(mention.Id, mention);
        return mention;
    }
}
