using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads the profile of the results of job groups.</summary>
[Cmdlet(VerbsCommon.Get, "DpJobGroupProfile")]
[OutputType(typeof(PSObject))]
public sealed class GetDpJobGroupProfileCommand : JobGroupIdCommand
{
    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        var profile = PSObject.AsPSObject(PlainObjects.ToOutput(await Client.JobGroups.GetProfileAsync(id, Calls).ConfigureAwait(false)) ?? new PSObject());
        profile.Properties.Add(new PSNoteProperty("JobGroupId", id));
        profile.TypeNames.Insert(0, "DataprepPS.JobGroupProfile");
        return () => WriteAsync(profile);
    }
}
