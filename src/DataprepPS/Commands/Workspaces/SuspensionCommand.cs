using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>The base of the cmdlets that suspend users and take that back.</summary>
public abstract class SuspensionCommand : ChangeCommand
{
    /// <summary>The workspace; without it that of the object from the pipeline, else the session's own.</summary>
    [Parameter]
    [Alias("Workspace")]
    [ResourceId("WorkspaceId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [OptionalId]
    public long? WorkspaceId { get; set; }

    private protected abstract bool IsSuspended { get; }

    private protected sealed override IResourceClient Resources => Client.People.In(WorkspaceId);

    private protected sealed override IResourceClient ResourcesOf(PSObject? input) => Client.People.In(Place(input));

    private protected sealed override IReadOnlyList<string> IdAliases => ["PersonId"];

    private protected sealed override string Change => IsSuspended ? "Suspend" : "Resume";

    private protected sealed override Task ChangeAsync(long id, PSObject? input) => Client.People.In(Place(input)).SuspendAsync(id, IsSuspended, Calls);

    private long? Place(PSObject? input) => WorkspaceId ?? IdInput.Find(input, "WorkspaceId");
}
