using System.Linq;
using System.Text.Json.Nodes;

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
            Store.Clear();
            UnfinishedPlanRuns.Clear();
            ForgetJobGroups();
            AddPeople();
            AddConnection("hive", "Hive");
            AddConnection("redshift", "Redshift");
            AddConnection("bigquery", "BigQuery");
            AddFlows();
            AddFlowSettings();
            seedRecipes = [.. Recipes];
            AddPlans();
            AddDeployments();
        }
    }

    private void AddPeople()
    {
        Store.Add(WorkspaceRoutes.Workspaces, []);
        Store.Add(PersonRoutes.People, new JsonObject { ["name"] = "Ada Example", ["email"] = "ada@example.com" });
        Store.Add(PersonRoutes.People, new JsonObject { ["name"] = "Ben Example", ["email"] = "ben@example.com" });
        Store.Add(RoleRoutes.Roles, new JsonObject { ["name"] = "Workspace admin", ["tag"] = RoleRoutes.Admin });
        Store.Add(RoleRoutes.Roles, new JsonObject { ["name"] = "Default", ["tag"] = "default" });
        Store.Add(RoleRoutes.Roles, new JsonObject { ["name"] = "Analyst", ["nameLocked"] = false, ["privilegeLocked"] = false });
        RoleRoutes.Assign(Store, 1, "person", 1);
        RoleRoutes.Assign(Store, 2, "person", 1);
        RoleRoutes.Assign(Store, 2, "person", 2);
        Store.Add(GroupRoutes.Groups, new JsonObject { ["name"] = "Analysts", ["displayName"] = "Analysts" });
        Store.Add(GroupRoutes.Members, new JsonObject { ["group"] = Row.ReferenceTo(1), ["person"] = Row.ReferenceTo(2) });
        Store.Add(AccessTokenRoutes.OAuth2Tokens, []);
    }

    private void AddFlows()
    {
        var folder = Store.Add(FolderRoutes.Folders, new JsonObject { ["name"] = "Finance" });
        for (var flow = 1; flow <= 10; flow++)
        {
            var members = new JsonObject { ["name"] = $"Flow {flow} {Subjects[flow - 1]}", ["folder"] = flow > 8 ? Row.ReferenceTo(folder.Id) : null };
            Store.Add(FlowRoutes.Flows, members, flow);
            for (var step = 1; step <= 5; step++)
            {
                AddRecipe($"{Subjects[flow - 1]} step {step}", flow, ((flow - 1) * 5) + step);
            }
        }

        foreach (var output in Store[OutputObjectRoutes.Outputs].Live.Take(5))
        {
            Store.Add(PublicationRoutes.Publications, new JsonObject
            {
                ["path"] = new JsonArray("default"),
                ["tableName"] = $"orders_{output.Reference("flownode")}",
                ["targetType"] = "hive",
                ["action"] = "createAndLoad",
                ["outputObject"] = Row.ReferenceTo(output.Id),
                ["connection"] = Row.ReferenceTo(1),
            });
        }
    }

    private void AddFlowSettings()
    {
        Store.Add(FlowParameterRoutes.Parameters, new JsonObject { ["overrideKey"] = "region", ["value"] = Variable("EMEA"), ["flow"] = Row.ReferenceTo(1) });
        Store.Add(ParameterRoutes.Parameters, new JsonObject { ["overrideKey"] = "env.region", ["value"] = Variable("EMEA") });
        Store.Add(MacroRoutes.Macros, new JsonObject { ["name"] = "Clean names", ["description"] = "Trims and capitalises" });
        Store.Add(WebhookRoutes.Webhooks, new JsonObject { ["name"] = "Tell the orders team", ["url"] = "https://hooks.example.com/orders", ["flow"] = Row.ReferenceTo(1) });
    }

    private static JsonObject Variable(string value) => new() { ["variable"] = new JsonObject { ["value"] = value } };

    private void AddPlans()
    {
        Store.Add(PlanRoutes.Plans, new JsonObject { ["name"] = "Orders and customers" });
        foreach (var flow in (long[])[1, 2])
        {
            Store.Add(PlanNodeRoutes.Nodes, new JsonObject { ["name"] = $"Flow {flow}", ["plan"] = Row.ReferenceTo(1), ["_flow"] = Row.ReferenceTo(flow) });
        }

        Store.Add(PlanNodeRoutes.Edges, new JsonObject { ["plan"] = Row.ReferenceTo(1), ["inPlanNode"] = Row.ReferenceTo(1), ["outPlanNode"] = Row.ReferenceTo(2) });
        Store.Add(ScheduleRoutes.Schedules, new JsonObject
        {
            ["name"] = "Orders every morning",
            ["triggers"] = new JsonArray(new JsonObject { ["timeBased"] = new JsonObject { ["daily"] = new JsonObject { ["hourOfDay"] = 6, ["minuteOfHour"] = 0 }, ["timezone"] = "UTC" } }),
            ["tasks"] = new JsonArray(new JsonObject { ["runFlow"] = new JsonObject { ["flowId"] = 1 } }),
            ["_flow"] = Row.ReferenceTo(1),
        });
    }

    private void AddDeployments()
    {
        AddDeployment("Nightly orders", 1, 1);
        AddDeployment("Nightly customers", 2, 6);
        AddDeployment("Returns and refunds", 3, 11, 12);
        AddDeployment("Stock", 4, 16);
        AddDeployment("Prices, not released", 5, 21);
        ReleaseRoutes.SetActive(Store, ReleaseRoutes.ActiveOf(Store, 5)!, false);
    }
}
