using System;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>
/// Exports all environment parameters as one package, which Import-DpEnvironmentParameter brings into another workspace. The values of
/// secret ones are in it, unless -HideSecret leaves them out.
/// </summary>
[Cmdlet(VerbsData.Export, "DpEnvironmentParameter", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportDpEnvironmentParameterCommand : SessionCommand
{
    /// <summary>The file to write. Without it, environmentParameters.zip in the current directory.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string OutFile { get; set; } = "environmentParameters.zip";

    /// <summary>Leaves the values of secret ones out.</summary>
    [Parameter]
    public SwitchParameter HideSecret { get; set; }

    private protected override async Task ProcessAsync()
    {
        var path = await InvokeAsync(() => SessionState.Path.GetUnresolvedProviderPathFromPSPath(OutFile)).ConfigureAwait(false);
        if (!await ShouldProcessAsync("all environment parameters", $"Export to \"{path}\"").ConfigureAwait(false))
        {
            return;
        }

        using var transfer = new TransferProgress($"Export ({MyInvocation.MyCommand.Name})", Progress).Begin();
        try
        {
            await WriteAsync(await WholeFile.WriteAsync(path, stream => Client.EnvironmentParameters.ExportAsync(HideSecret, stream, transfer.Report, Calls)).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            await WriteErrorAsync(new ErrorRecord(e, "DpWrongInput", ErrorCategory.InvalidArgument, OutFile)).ConfigureAwait(false);
        }
    }
}
