using System;
using System.Collections;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.JobGroups;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Runs the active release of deployments and emits each job group that was started.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "DpDeployment", SupportsShouldProcess = true)]
[OutputType(typeof(JobGroup))]
public sealed class InvokeDpDeploymentCommand : WaitingCommand
{
    /// <summary>The ids of the deployments.</summary>
    [Parameter(Position = 0)]
    [Alias("DeploymentId")]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    /// <summary>Run parameters: the override keys and their values. Values are sent as text.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Parameter { get; set; }

    /// <summary>v4, or v3 for old releases, whose reply also has the stages of each job group.</summary>
    [Parameter]
    [ValidateSet("v4", "v3")]
    public string ApiVersion { get; set; } = "v4";

    /// <summary>Waits until each job group has ended and emits it then.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override long[]? Ids => Id;

    private protected override string IdName => "DeploymentId";

    private protected override string Change => "Run the active release";

    // One after the other: what a lost reply had started can then be told from what another run started.
    private protected override int AtATime => 1;

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        var parameters = Parameter is null ? null : PlainObjects.ToPlain(Parameter);
        var groups = await Client.Deployments.RunAsync(id, parameters, ApiVersion == "v3", Calls).ConfigureAwait(false);
        if (groups.Count == 0)
        {
            return () => InvokeAsync(() =>
            {
                WriteWarning($"Deployment {id} started no job group. It runs only with an active release whose main flow has a manual output.");
                return true;
            });
        }

        if (!Wait)
        {
            return async () =>
            {
                foreach (var group in groups)
                {
                    await WriteAsync(WithInput(group, input)).ConfigureAwait(false);
                }
            };
        }

        foreach (var group in groups)
        {
            WaitFor(group.Id, group, input);
        }

        return static () => Task.CompletedTask;
    }
}
