using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Http;

/// <summary>
/// From the server's error name and status to what it means and what to do. The name comes first: the server
/// answers 400 for missing objects and missing profiles too.
/// </summary>
internal static class ApiErrorTable
{
    private const string Check = "Check the value named in the message.";
    private const string Wait = "Wait for the quota's minute to pass.";
    private const string NoObject = "Check the id: another project's objects, or ones you have no access to, are not found either.";
    private const string NoEndpoint =
        "Either this edition or release has no such endpoint, or -BaseUri is wrong: it takes the API's address, e.g. https://api.clouddataprep.com, without /v4.";

    private const string OnPremises =
        "Only self-managed servers have this endpoint; in the cloud, Export-DpFlow and Import-DpFlow bring flows from one workspace into another.";

    /// <param name="status">The reply's status.</param>
    /// <param name="name">The server's name for the error.</param>
    /// <param name="editions">Who has the endpoint.</param>
    public static (ErrorKind Kind, string? OwnId, string Action) Classify(int status, string? name, Editions editions) =>
        Classify(status, name) is var (kind, id, action) && kind == ErrorKind.NotAvailable && (editions & Editions.Cloud) == 0 ? (kind, id, OnPremises) : (kind, id, action);

    private static (ErrorKind Kind, string? OwnId, string Action) Classify(int status, string? name) => name switch
    {
        "RouteNotFoundException" => (ErrorKind.NotAvailable, "DpNotAvailable", NoEndpoint),
        "AccessControlException" => (ErrorKind.Permission, null,
            "Ask a project owner for the role this needs. Since release 9.5 the API belongs to the Enterprise edition; others have a reduced list."),
        "DataNotFoundException" => (ErrorKind.NotFound, null, NoObject),
        "ProfilingDataNotFoundException" => (ErrorKind.NotFound, null,
            "This job group was run without a profile: start it with -Profiler $true."),
        "ApiValidationFailed" or "ValidationFailed" => (ErrorKind.InvalidInput, null, Check),
        "TooManyRequestsException" => (ErrorKind.RateLimit, "DpRateLimited", Wait),
        _ => ByStatus(status, name),
    };

    private static (ErrorKind Kind, string? OwnId, string Action) ByStatus(int status, string? name) => status switch
    {
        401 => (ErrorKind.Authentication, "DpAuthenticationFailed",
            "The token may have expired (tokens can be neither renewed nor changed), be mistyped, or belong to another project. Make a new one under Preferences > Access tokens, then Connect-DpSession."),
        403 => (ErrorKind.Permission, null,
            "Ask a project owner for the role this needs, or check that the API is enabled for the project and that the edition includes it."),
        404 when name is null => (ErrorKind.NotAvailable, "DpNotAvailable", NoEndpoint),
        404 => (ErrorKind.NotFound, null, NoObject),
        410 => (ErrorKind.NotFound, null, "It was deleted. Where the endpoint has it, -IncludeDeleted still shows it."),
        429 => (ErrorKind.RateLimit, "DpRateLimited", Wait),
        >= 500 => (ErrorKind.Server, null, "The server failed; the vendor says this usually goes away. Give its support the request id if it does not."),
        _ => (ErrorKind.InvalidInput, null, Check),
    };
}
