using System;
using System.Collections;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Api;
using DataprepPS.Client.Http;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Makes any call of the API, for what has no cmdlet of its own.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "DpApi", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(PSObject), typeof(string), typeof(FileInfo))]
public sealed class InvokeDpApiCommand : SessionCommand
{
    private const string ObjectSet = "Object";
    private const string PaginateSet = "Paginate";
    private const string RawSet = "Raw";
    private const string FileSet = "File";

    /// <summary>
    /// The path on the session's server, for example /v4/flows/5. It may have a query, and placeholders such as {id} that
    /// -Query fills. A full address is refused, so that the token cannot travel.
    /// </summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>
    /// An operation id instead of -Path and -Method. Placeholders of its path are filled from -Query. A known operation may be
    /// missing from an edition of the server.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(OperationCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Operation { get; set; }

    /// <summary>GET, POST, PUT, PATCH or DELETE.</summary>
    [Parameter(Position = 1)]
    [ValidateSet("GET", "POST", "PUT", "PATCH", "DELETE")]
    public string Method { get; set; } = "GET";

    /// <summary>
    /// Query parameters, and values for the placeholders of the path. Lists are joined with commas, $true becomes true, a
    /// DateTimeOffset becomes milliseconds since 1970.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Query { get; set; }

    /// <summary>
    /// The body: a hashtable or another object, which is sent as JSON, or a string that is JSON already. From the pipeline, one
    /// request is made for each.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public object? Body { get; set; }

    /// <summary>For a GET of a list: reads all pages and emits the elements. It sets limit and offset itself.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PaginateSet)]
    public SwitchParameter Paginate { get; set; }

    /// <summary>Emits the text of the reply as it came.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RawSet)]
    public SwitchParameter Raw { get; set; }

    /// <summary>Writes the reply to this file and emits the file. A file that was there is replaced once the new one is complete.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    private protected override Task StartAsync()
    {
        if (Operation is null == Path is null)
        {
            throw Wrong("Either -Path or -Operation is needed, not both.", "Invoke-DpApi /v4/flows, or Invoke-DpApi -Operation listFlows.");
        }

        if (Operation is not null)
        {
            var operation = OperationCatalogue.Find(Operation)
                ?? throw Wrong($"The operation \"{Operation}\" is not known.", "Tab shows those that are; -Path and -Method reach any other.");
            Path = operation.Path;
            Method = operation.Method;
        }

        return Task.CompletedTask;
    }

    private static TerminatingErrorException Wrong(string message, string action) => new(ErrorRecords.Invalid("DpWrongInput", message, action, null));

    private protected override async Task ProcessAsync()
    {
        var call = new ApiCall
        {
            Method = Method,
            Path = Path!,
            Query = Query is null ? null : PlainObjects.ToPlain(Query),
            Body = PlainObjects.ToPlain(Body),
        };
        if (!string.Equals(Method, "GET", StringComparison.OrdinalIgnoreCase) && !await ShouldProcessAsync(Path!, Method.ToUpperInvariant()).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            await SendAsync(call).ConfigureAwait(false);
        }
        catch (DataprepException e)
        {
            await ReportAsync(e, Path).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            await WriteErrorAsync(new ErrorRecord(e, "DpWrongInput", ErrorCategory.InvalidArgument, Path)).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(ApiCall call)
    {
        if (Paginate)
        {
            await Client.Api.ListAsync(
                call,
                async row =>
                {
                    await WriteAsync(PlainObjects.ToOutput(row)).ConfigureAwait(false);
                    return true;
                },
                Calls).ConfigureAwait(false);
        }
        else if (Raw)
        {
            await WriteAsync(await Client.Api.SendRawAsync(call, Calls).ConfigureAwait(false)).ConfigureAwait(false);
        }
        else if (OutFile is not null)
        {
            var path = await InvokeAsync(() => SessionState.Path.GetUnresolvedProviderPathFromPSPath(OutFile)).ConfigureAwait(false);
            await WriteAsync(await WholeFile.WriteAsync(path, stream => Client.Api.DownloadAsync(call, stream, Calls)).ConfigureAwait(false)).ConfigureAwait(false);
        }
        else if (await Client.Api.SendAsync(call, Calls).ConfigureAwait(false) is { } reply)
        {
            await WriteAsync(PlainObjects.ToOutput(reply)).ConfigureAwait(false);
        }
    }
}
