using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Runs;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Publishes the results of finished job groups into a table.</summary>
[Cmdlet(VerbsData.Publish, "DpJobGroup", SupportsShouldProcess = true)]
[OutputType(typeof(PublishResult))]
public sealed class PublishDpJobGroupCommand : JobGroupIdCommand
{
    /// <summary>The id of the connection to the database.</summary>
    [Parameter(Mandatory = true)]
    [ValidateRange(1, long.MaxValue)]
    public long ConnectionId { get; set; }

    /// <summary>The database or schema, outermost first.</summary>
    [Parameter(Mandatory = true)]
    [Alias("Database")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The table. For Redshift, Schema.Table when the schema is not public.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Table { get; set; } = string.Empty;

    /// <summary>
    /// What to do with the table: create (it must not exist), load (append), createAndLoad (create it if need be, and append),
    /// truncateAndLoad (empty it first), dropAndLoad (drop and create it first).
    /// </summary>
    [Parameter(Mandatory = true)]
    [ValidateSet("create", "load", "createAndLoad", "truncateAndLoad", "dropAndLoad")]
    public string Action { get; set; } = string.Empty;

    /// <summary>The format of the result to load: avro, pqt, csv or json.</summary>
    [Parameter(Mandatory = true)]
    [ValidateSet("avro", "pqt", "csv", "json")]
    public string InputFormat { get; set; } = string.Empty;

    /// <summary>The recipe whose result is meant, when the job group had several.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long FlowNodeId { get; set; }

    /// <summary>v4, or v3 for old self-managed releases. Their replies differ: v3 names the publish jobs.</summary>
    [Parameter]
    [ValidateSet("v4", "v3")]
    public string ApiVersion { get; set; } = "v4";

    /// <summary>Waits until the publish jobs have ended.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>
    /// Under -Wait: the most to wait for each publication, for example 00:10:00 (a plain number counts seconds), else
    /// DpWaitTimeout. Nothing is canceled.
    /// </summary>
    [Parameter]
    [Seconds]
    [Duration(MayBeZero = true)]
    public TimeSpan? Timeout { get; set; }

    /// <summary>
    /// Under -Wait: a fixed time between two looks, for example 00:00:05; a plain number counts seconds. Without it, from one
    /// second up to ten.
    /// </summary>
    [Parameter]
    [Seconds]
    [Duration]
    public TimeSpan? PollInterval { get; set; }

    private protected override string Change => $"Publish to {string.Join(".", Path)}.{Table} ({Action})";

    private protected override int AtATime => 8;

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        if (input?.BaseObject is JobGroup { IsFinished: true, IsSuccess: false } group)
        {
            // Its failure is an error already, where it happened.
            return () => InvokeAsync(() =>
            {
                WriteWarning($"Job group {id} is {group.Status} and was not published.");
                return true;
            });
        }

        var request = new PublishRequest
        {
            ConnectionId = ConnectionId,
            Path = Path,
            Table = Table,
            Action = Action,
            InputFormat = InputFormat,
            FlowNodeId = FlowNodeId == 0 ? null : FlowNodeId,
        };
        var result = await Client.JobGroups.PublishAsync(id, request, ApiVersion == "v3", Calls).ConfigureAwait(false);
        if (Wait)
        {
            await Client.JobGroups.WaitForPublishAsync(result, new WaitOptions { Timeout = Timeout, PollInterval = PollInterval }, Calls).ConfigureAwait(false);
        }

        return () => WriteAsync(result);
    }
}
