using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Sessions;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes profiles. Their tokens stay where they are.</summary>
[Cmdlet(VerbsCommon.Remove, "DpProfile", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveDpProfileCommand : AsyncCommand
{
    /// <summary>Names, without wildcards. Case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    private protected override async Task ProcessAsync()
    {
        foreach (var name in Name)
        {
            if (!await ShouldProcessAsync($"Profile {name}", "Remove").ConfigureAwait(false))
            {
                continue;
            }

            try
            {
                await new ProfileFile().RemoveAsync(name, Abort).ConfigureAwait(false);
            }
            catch (ProfileException e) when (e.ErrorId == "DpProfileNotFound")
            {
                await WriteErrorAsync(ErrorRecords.From(e, name)).ConfigureAwait(false);
            }
        }
    }
}
