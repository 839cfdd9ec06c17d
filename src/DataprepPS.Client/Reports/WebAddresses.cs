using System;
using System.Globalization;

namespace DataprepPS.Client.Reports;

/// <summary>Where the web application shows what the API calls by id. Only Google's service has it under another host than the API.</summary>
internal sealed class WebAddresses
{
    private const string GoogleApi = "api.clouddataprep.com";

    private readonly string origin;

    public WebAddresses(Uri server)
    {
        var host = server.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? server.Host.Substring("www.".Length) : server.Host;
        origin = string.Equals(host, GoogleApi, StringComparison.OrdinalIgnoreCase) ? "https://clouddataprep.com" : server.GetLeftPart(UriPartial.Path).TrimEnd('/');
    }

    public string Job(long jobGroupId) => At("jobs", jobGroupId);

    public string Flow(long flowId) => At("flows", flowId);

    private string At(string place, long id) => $"{origin}/{place}/{id.ToString(CultureInfo.InvariantCulture)}";
}
