using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.JobGroups;

namespace DataprepPS.Commands;

/// <summary>Reads the publications of job groups.</summary>
[Cmdlet(VerbsCommon.Get, "DpJobGroupPublication")]
[OutputType(typeof(JobGroupPublication))]
public sealed class GetDpJobGroupPublicationCommand : JobGroupIdCommand
{
    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        List<JobGroupPublication> publications = [];
        await Client.JobGroups.GetPublicationsAsync(
            id,
            publication =>
            {
                publications.Add(publication);
                return Task.FromResult(true);
            },
            Calls).ConfigureAwait(false);
        return Write(publications);
    }
}
