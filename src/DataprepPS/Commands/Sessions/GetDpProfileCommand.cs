using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Sessions;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Shows profiles: where each connects and where its token lives.</summary>
[Cmdlet(VerbsCommon.Get, "DpProfile")]
[OutputType(typeof(SessionProfile))]
public sealed class GetDpProfileCommand : AsyncCommand
{
    /// <summary>Names or patterns. All profiles when absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    private protected override async Task ProcessAsync()
    {
        var all = new ProfileFile().Read();
        foreach (var name in Name)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = all.Where(profile => pattern.IsMatch(profile.Name)).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                await WriteErrorAsync(ErrorRecords.From(ProfileFile.Missing(name, all), name)).ConfigureAwait(false);
            }

            foreach (var profile in found)
            {
                await WriteAsync(profile).ConfigureAwait(false);
            }
        }
    }
}
