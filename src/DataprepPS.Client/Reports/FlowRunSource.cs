using System.Collections.Generic;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Reports;

/// <summary>The job groups of a flow run. Follows getFlowRunJobGroups of the API.</summary>
internal sealed class FlowRunSource(JobGroupClient groups) : IJobGroupSource
{
    public string IdName => "FlowRunId";

    public async Task<IReadOnlyList<long>> FindAsync(long id, CallContext context)
    {
        List<long> found = [];
        await groups.ListAsync(
            new ResourceQuery { Parent = new ResourceParent(IdName, id) },
            null,
            group =>
            {
                found.Add(group.Id);
                return Task.FromResult(true);
            },
            context).ConfigureAwait(false);
        return found;
    }
}
