using System.Linq;

namespace DataprepPS.Emulator;

public sealed partial class World
{
    private static readonly string[] Subjects =
        ["orders", "customers", "returns", "stock", "prices", "suppliers", "shipments", "invoices", "visits", "reviews"];

    /// <summary>Puts back the world every server starts with, so that things work at once.</summary>
    public void Reset()
    {
        lock (Sync)
        {
            people.Clear();
            flows.Clear();
            recipes.Clear();
            connections.Clear();
            deployments.Clear();
            releases.Clear();
            ForgetJobGroups();

            people[1] = new Person(1, "Ada Example", "ada@example.com", Now);
            people[2] = new Person(2, "Ben Example", "ben@example.com", Now);
            for (var flow = 1; flow <= 10; flow++)
            {
                AddFlow($"Flow {flow} {Subjects[flow - 1]}", flow);
            }

            for (var recipe = 1; recipe <= 50; recipe++)
            {
                var flow = ((recipe - 1) / 5) + 1;
                AddRecipe($"{Subjects[flow - 1]} step {((recipe - 1) % 5) + 1}", flow, recipe);
            }

            seedRecipes = [.. recipes.Values];
            AddConnection("hive", "Hive");
            AddConnection("redshift", "Redshift");
            AddConnection("bigquery", "BigQuery");

            AddDeployment("Nightly orders", 1, 1);
            AddDeployment("Nightly customers", 2, 6);
            AddDeployment("Returns and refunds", 3, 11, 12);
            AddDeployment("Stock", 4, 16);
            AddDeployment("Prices, not released", 5, 21);
            SetActive(releases.Values.Single(r => r.DeploymentId == 5), false);
        }
    }
}
