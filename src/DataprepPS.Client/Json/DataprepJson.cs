using System.Text.Json.Serialization;
using DataprepPS.Client.Datasets;
using DataprepPS.Client.Flows;
using DataprepPS.Client.Folders;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Outputs;
using DataprepPS.Client.Plans;
using DataprepPS.Client.Recipes;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;

namespace DataprepPS.Client.Json;

/// <summary>
/// Every type that is read or written, with code made at build time: no reflection at start. Member names are
/// compared without case, because servers spell <c>flowrun</c> in two ways.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 64,
    Converters = [typeof(LenientDateConverter), typeof(LenientStringConverter), typeof(LenientBooleanConverter), typeof(JobGroupConverter), typeof(JobConverter), typeof(PersonConverter)])]
[JsonSerializable(typeof(JobGroup))]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(WriteSetting))]
[JsonSerializable(typeof(Publication))]
[JsonSerializable(typeof(SqlScript))]
[JsonSerializable(typeof(OutputObject))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(PublishResult))]
[JsonSerializable(typeof(RunCheck))]
[JsonSerializable(typeof(CancelResult))]
[JsonSerializable(typeof(JobGroupInput))]
[JsonSerializable(typeof(JobGroupOutputs))]
[JsonSerializable(typeof(JobGroupPublication))]
[JsonSerializable(typeof(TopValue))]
[JsonSerializable(typeof(HistogramBucket))]
[JsonSerializable(typeof(QualityRule))]
[JsonSerializable(typeof(OutputObjectInput))]
[JsonSerializable(typeof(DatasetRunParameter))]
[JsonSerializable(typeof(Connections.Connection))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Group))]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(Workspace))]
[JsonSerializable(typeof(AccessToken))]
[JsonSerializable(typeof(OAuth2Token))]
[JsonSerializable(typeof(Flow))]
[JsonSerializable(typeof(FlowRun))]
[JsonSerializable(typeof(PlanRun))]
[JsonSerializable(typeof(PlanDetail))]
[JsonSerializable(typeof(FlowParameter))]
[JsonSerializable(typeof(FlowNotification))]
[JsonSerializable(typeof(Webhook))]
[JsonSerializable(typeof(WebhookTest))]
[JsonSerializable(typeof(Folder))]
[JsonSerializable(typeof(Recipe))]
[JsonSerializable(typeof(RecipeInput))]
[JsonSerializable(typeof(RecipeStep))]
[JsonSerializable(typeof(ImportedDataset))]
[JsonSerializable(typeof(LibraryRow))]
[JsonSerializable(typeof(SchemaRefresh))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(Macros.Macro))]
[JsonSerializable(typeof(Plans.Plan))]
[JsonSerializable(typeof(Plans.PlanNode))]
[JsonSerializable(typeof(Plans.PlanEdge))]
[JsonSerializable(typeof(Plans.PlanOverride))]
[JsonSerializable(typeof(Plans.PlanNodeParameters))]
[JsonSerializable(typeof(Plans.OutputNode))]
[JsonSerializable(typeof(Schedules.Schedule))]
[JsonSerializable(typeof(Parameters.EnvironmentParameter))]
[JsonSerializable(typeof(Parameters.ParameterValue))]
[JsonSerializable(typeof(Deployments.Deployment))]
[JsonSerializable(typeof(Deployments.Release))]
[JsonSerializable(typeof(Packages.PackageImport))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonArray))]
[JsonSerializable(typeof(Recipe))]
[JsonSerializable(typeof(RecipeInput))]
[JsonSerializable(typeof(RecipeStep))]
[JsonSerializable(typeof(ImportedDataset))]
[JsonSerializable(typeof(SchemaRefresh))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(Api.AnyResource))]
[JsonSerializable(typeof(ResourceReference))]
internal sealed partial class DataprepJson : JsonSerializerContext;
