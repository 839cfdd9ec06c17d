using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads roles of AWS by id, or lists them.</summary>
[Cmdlet(VerbsCommon.Get, "DpAwsRole", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(AwsRole))]
public sealed class GetDpAwsRoleCommand : GetListedCommand
{
    /// <summary>Ids of roles of AWS.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("AwsRoleId")]
    [ResourceId("AwsRoleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Only those of these people.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Person", "UserId")]
    [ResourceId("PersonId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? PersonId { get; set; }

    private protected override IResourceClient Resources => Client.AwsRoles;
}
