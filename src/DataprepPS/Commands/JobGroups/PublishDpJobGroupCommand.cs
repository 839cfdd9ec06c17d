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
    /// <summary>The connection to the target.</summary>
    [Parameter(Mandatory = true)]
    [ValidateRange(1, long.MaxValue)]
    public long ConnectionId { get; set; }

    /// <summary>Database or schema, outermost first.</summary>
    [Parameter(Mandatory = true)]
    [Alias("Database")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The table.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Table { get; set; } = string.Empty;

    /// <summary>What to do with the table.</summary>
    [Parameter(Mandatory = true)]
    [ValidateSet("create", "load", "createAndLoad", "truncateAndLoad", "dropAndLoad")]
    public string Action { get; set; } = string.Empty;

    /// <summary>Which of the results.</summary>
    [Parameter(Mandatory = true)]
    [ValidateSet("avro", "pqt", "csv", "json")]
    public string InputFormat { get; set; } = string.Empty;

    /// <summary>The recipe within the flow.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long FlowNodeId { get; set; }

    /// <summary>The route to use.</summary>
    [Parameter]
    [ValidateSet("v4", "v3")]
    public string ApiVersion { get; set; } = "v4";

    /// <summary>Waits until the publish jobs have ended.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The most to wait.</summary>
    [Parameter]
    [Seconds]
    [Duration(MayBeZero = true)]
    public TimeSpan? Timeout { get; set; }

    /// <summary>A fixed time between looks.</summary>
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
