using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.JobGroups;

/// <summary>
/// Gives the job groups of a list the names of their recipes, flows and people, which rows have only by id. Few recipes and people
/// make many rows: what one row embeds is remembered for all, and what no row has told is asked for once a page.
/// </summary>
/// <param name="lookUp">Reads some job groups with what <see cref="Embeds"/> names, and with their errors if that is wanted.</param>
internal sealed class JobGroupNames(Func<IReadOnlyList<long>, bool, Task<IReadOnlyList<JobGroup>>> lookUp)
{
    /// <summary>What a row must embed to tell.</summary>
    public static readonly IReadOnlyList<string> Embeds = ["wrangledDataset.recipe", "wrangledDataset.flow", "creator"];

    // What people look at is short; over a whole list the reasons of all failures would cost more than the list.
    private const int MostExplained = 100;

    // An address with more ids than this might be too long for a proxy.
    private const int MostAsked = 400;

    private readonly Dictionary<long, ResourceReference> recipes = [];
    private readonly Dictionary<long, ResourceReference> people = [];

    /// <summary>Completes the rows of a page.</summary>
    public async Task CompleteAsync(IReadOnlyList<JobGroup> page)
    {
        Learn(page);
        var failed = page.Count > MostExplained ? [] : page.Where(group => group is { IsFinished: true, IsSuccess: false, Error: null } && JobGroupStatus.Is(group.Status, JobGroupStatus.Failed)).ToList();
        var asked = Unknown(page).Concat(failed).Select(group => group.Id).Distinct().Take(MostAsked).ToList();
        if (asked.Count > 0)
        {
            var found = await lookUp(asked, failed.Count > 0).ConfigureAwait(false);
            Learn(found);
            // What nobody could name is not asked for again.
            foreach (var group in page)
            {
                Keep(recipes, group.WrangledDataset);
                Keep(people, group.Creator);
            }

            foreach (var (group, told) in failed.Join(found, group => group.Id, told => told.Id, (group, told) => (group, told)))
            {
                group.Error = told.Error;
            }
        }

        foreach (var group in page)
        {
            group.WrangledDataset = group.WrangledDataset is { } recipe && recipes.TryGetValue(recipe.Id, out var known) ? known : group.WrangledDataset;
            group.Creator = group.Creator is { } person && people.TryGetValue(person.Id, out var name) ? name : group.Creator;
        }
    }

    // One row for each recipe and person that no row has told the name of.
    private IEnumerable<JobGroup> Unknown(IReadOnlyList<JobGroup> page)
    {
        var (ofRecipes, ofPeople) = (new HashSet<long>(), new HashSet<long>());
        return page.Where(group =>
            (group.WrangledDataset is { Id: > 0 } recipe && !recipes.ContainsKey(recipe.Id) && ofRecipes.Add(recipe.Id))
            | (group.Creator is { Id: > 0 } person && !people.ContainsKey(person.Id) && ofPeople.Add(person.Id)));
    }

    private void Learn(IReadOnlyList<JobGroup> rows)
    {
        foreach (var group in rows)
        {
            Keep(recipes, group.RecipeName is null ? null : group.WrangledDataset);
            Keep(people, (group.Creator?.Email ?? group.Creator?.Name) is null ? null : group.Creator);
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
