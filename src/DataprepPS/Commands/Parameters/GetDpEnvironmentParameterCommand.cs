using System.Management.Automation;

using DataprepPS.Client.Parameters;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads environment parameters by id, or lists them. The value of a secret is never shown.</summary>
[Cmdlet(VerbsCommon.Get, "DpEnvironmentParameter", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(EnvironmentParameter))]
public sealed class GetDpEnvironmentParameterCommand : GetListedCommand
{
    /// <summary>Ids of environment parameters.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("EnvironmentParameterId")]
    [ResourceId("EnvironmentParameterId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Also where each is used.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Query("includeUsageInfo")]
    public SwitchParameter IncludeUsage { get; set; }

    private protected override IResourceClient Resources => Client.EnvironmentParameters;
}
