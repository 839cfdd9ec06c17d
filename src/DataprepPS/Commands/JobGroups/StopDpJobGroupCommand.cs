using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;

namespace DataprepPS.Commands;

/// <summary>Cancels job groups on the server.</summary>
[Cmdlet(VerbsLifecycle.Stop, "DpJobGroup", SupportsShouldProcess = true)]
[OutputType(typeof(JobGroup))]
public sealed class StopDpJobGroupCommand : ChangeCommand
{
    /// <summary>The ids of the job groups.</summary>
    [Parameter(Position = 0)]
    [Alias("JobGroupId")]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.JobGroups;

    private protected override string Change => "Cancel";

    private protected override Task ChangeAsync(long id, PSObject? input) => Client.JobGroups.CancelAsync(id, Calls);
}
