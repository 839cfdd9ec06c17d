using System.Text.Json.Serialization;
using DataprepPS.Client.Flows;
using DataprepPS.Client.Folders;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Outputs;
using DataprepPS.Client.Plans;
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
    Converters = [typeof(LenientDateConverter), typeof(LenientStringConverter), typeof(LenientBooleanConverter), typeof(JobGroupConverter), typeof(PersonConverter)])]
[JsonSerializable(typeof(JobGroup))]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(WriteSetting))]
[JsonSerializable(typeof(Publication))]
[JsonSerializable(typeof(PublishResult))]
[JsonSerializable(typeof(CancelResult))]
[JsonSerializable(typeof(JobGroupInput))]
[JsonSerializable(typeof(JobGroupOutputs))]
[JsonSerializable(typeof(JobGroupPublication))]
[JsonSerializable(typeof(OutputObjectInput))]
[JsonSerializable(typeof(DatasetRunParameter))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Flow))]
[JsonSerializable(typeof(FlowRun))]
[JsonSerializable(typeof(PlanRun))]
[JsonSerializable(typeof(PlanDetail))]
[JsonSerializable(typeof(Folder))]
[JsonSerializable(typeof(Api.AnyResource))]
[JsonSerializable(typeof(ResourceReference))]
internal sealed partial class DataprepJson : JsonSerializerContext;
