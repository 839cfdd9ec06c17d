using System;
using System.IO;
using System.Management.Automation;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Writes the recipe of output objects as a script in Python (pandas): to the pipeline as one text, or to a file.</summary>
[Cmdlet(VerbsData.Export, "DpOutputObjectScript", SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ExportDpOutputObjectScriptCommand : IdCommand
{
    private int files;

    /// <summary>Ids of output objects.</summary>
    [Parameter(Position = 0)]
    [Alias("OutputObjectId")]
    [ResourceId("OutputObjectId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    /// <summary>The columns of the result, in their order.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[] Column { get; set; } = [];

    /// <summary>The file to write; for one output object. Without it, the script goes down the pipeline.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    private protected override long[]? Ids => Id;

    private protected override string IdName => "OutputObjectId";

    private protected override string Change => OutFile is null ? "Write its script" : $"Write its script to {OutFile}";

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        if (OutFile is not null && Interlocked.Increment(ref files) > 1)
        {
            throw new ArgumentException($"The script of output object {id} was not written: -OutFile names one file, for one output object.");
        }

        var script = await Client.Outputs.GetPythonScriptAsync(id, Column, Calls).ConfigureAwait(false);
        if (OutFile is null)
        {
            return () => WriteOneOfManyAsync(script);
        }

        var path = await InvokeAsync(() => SessionState.Path.GetUnresolvedProviderPathFromPSPath(OutFile)).ConfigureAwait(false);
        var bytes = new UTF8Encoding(false).GetBytes(script);
        var file = await WholeFile.WriteAsync(path, stream => stream.WriteAsync(bytes, 0, bytes.Length)).ConfigureAwait(false);
        return () => WriteAsync(file);
    }
}
