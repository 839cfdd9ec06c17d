using System.Collections.Generic;
using System.Threading.Tasks;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.Reports;

/// <summary>Finds the job groups of something that has several, such as a flow run, so that a report can be made of it.</summary>
public interface IJobGroupSource
{
    /// <summary>The own name of its id, e.g. <c>FlowRunId</c>.</summary>
    string IdName { get; }

    /// <summary>The ids of its job groups.</summary>
    /// <exception cref="ApiException">There is none of that id.</exception>
    Task<IReadOnlyList<long>> FindAsync(long id, CallContext context);
}
