using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Packages;
using DataprepPS.Client.Resources;

namespace DataprepPS.Commands;

/// <summary>Imports flows from packages that Export-DpFlow made, and emits them. The server puts a number in brackets before their names.</summary>
[Cmdlet(VerbsData.Import, "DpFlow", SupportsShouldProcess = true)]
[OutputType(typeof(Flow), typeof(PackageImport))]
public sealed class ImportDpFlowCommand : MappedImportCommand
{
    /// <summary>What the flow shall be called, in place of its old name with a number before it. For packages of one flow.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NewName { get; set; }

    /// <summary>Only says what would change.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    private protected override IPackageClient Packages => Client.Flows;

    private protected override bool IsDryRun => DryRun;

    private protected override async Task<IReadOnlyList<Resource>> FollowAsync(IReadOnlyList<Resource> imported)
    {
        if (NewName is null)
        {
            return imported;
        }

        if (imported.Count > 1)
        {
            Post(() => WriteWarning($"The package had {imported.Count} flows: only the first, {imported[0].Id}, was renamed to \"{NewName}\"."));
        }

        await Client.Flows.UpdateAsync(imported[0].Id, new Hashtable { ["name"] = NewName }, Calls).ConfigureAwait(false);
        return [await Client.Flows.GetAsync(imported[0].Id, null, Calls).ConfigureAwait(false), .. imported.Skip(1)];
    }
}
