using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Packages;
using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that import packages and emit what they make.</summary>
/// <help>
/// A package goes out as it is read and takes no memory, whatever its size. The API gives an import no key of its own, so it is
/// sent again only when the server cannot have acted. When the reply is lost, the cmdlet looks for the new objects that bear the
/// package's names and emits them with a warning; when that is not clear it is the error DpOutcomeUnknown, which says what was seen.
/// </help>
public abstract class ImportCommand : ReadAheadCommand
{
    private TransferProgress? transfers;

    /// <summary>Packages, as an export made them. Wildcards have no meaning; files come down the pipeline too.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    private protected abstract IPackageClient Packages { get; }

    private protected virtual string Change => "Import";

    /// <summary>Whether only to say what would change.</summary>
    private protected virtual bool IsDryRun => false;

    // Large files share one line: many at once do not come sooner.
    private protected override int AtATime => 4;

    private protected override async Task StartAsync()
    {
        await base.StartAsync().ConfigureAwait(false);
        transfers = new TransferProgress($"{Change} ({MyInvocation.MyCommand.Name})", Progress);
    }

    private protected override async Task ProcessAsync()
    {
        foreach (var path in LiteralPath)
        {
            var full = await InvokeAsync(() => SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)).ConfigureAwait(false);
            if (!await ShouldProcessAsync(Target(full), IsDryRun ? $"{Change}, as a dry run" : Change).ConfigureAwait(false))
            {
                continue;
            }

            var request = Prepare();
            await AddAsync(() => WorkAsync(full, request), path, Target(full)).ConfigureAwait(false);
        }
    }

    /// <summary>The request as the parameters say it now, for a file.</summary>
    private protected virtual Func<PackageFile, Action<long>, ImportRequest> Prepare() => static (file, onBytes) => new ImportRequest(file) { OnBytes = onBytes };

    /// <summary>What becomes of what was imported before it is emitted.</summary>
    private protected virtual Task<IReadOnlyList<Resource>> FollowAsync(IReadOnlyList<Resource> imported) => Task.FromResult(imported);

    private protected virtual string Target(string path) => $"{Noun} package \"{path}\"";

    private async Task<Func<Task>> WorkAsync(string path, Func<PackageFile, Action<long>, ImportRequest> prepare)
    {
        var file = new PackageFile(path);
        using var transfer = transfers!.Begin(file.Length);
        var request = prepare(file, transfer.Report);
        return IsDryRun
            ? Write(await Packages.TryImportAsync(request, Calls).ConfigureAwait(false))
            : Write([.. await FollowAsync(await Packages.ImportAsync(request, Calls).ConfigureAwait(false)).ConfigureAwait(false)]);
    }
}

/// <summary>The base of cmdlets that import flows, alone or in a plan: what the package names has to stand for something here.</summary>
public abstract class MappedImportCommand : ImportCommand
{
    /// <summary>The folder to put it into.</summary>
    [Parameter]
    [Alias("Folder")]
    [ResourceId("FolderId")]
    [ValidateRange(1, long.MaxValue)]
    public long FolderId { get; set; }

    /// <summary>
    /// What stands here for connections of the package: from a connection there, by its uuid, or by the name or id that it has in
    /// the package, to one of this workspace, by its id or uuid, or the connection itself.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public IDictionary? ConnectionMap { get; set; }

    /// <summary>
    /// What stands here for environment parameters of the package: from a key there to a key here, or to a value such as
    /// @{ variable = @{ value = 'emea' } }.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public IDictionary? EnvironmentParameterMap { get; set; }

    private protected override Func<PackageFile, Action<long>, ImportRequest> Prepare()
    {
        var folder = MyInvocation.BoundParameters.ContainsKey(nameof(FolderId)) ? FolderId : (long?)null;
        var connections = ConnectionMap?.Cast<DictionaryEntry>().ToDictionary(pair => $"{pair.Key}", pair => ConnectionHere(pair.Value));
        var parameters = EnvironmentParameterMap is null ? null : PlainObjects.ToPlain(EnvironmentParameterMap);
        return (file, onBytes) => new ImportRequest(file) { FolderId = folder, ConnectionMap = connections, EnvironmentParameterMap = parameters, OnBytes = onBytes };
    }

    private static string ConnectionHere(object? value) => value is null
        ? string.Empty
        : IdInput.IsPlain(value) ? $"{value}"
        : IdInput.TryRead(PSObject.AsPSObject(value), "ConnectionId", [], out var ids) is { } error ? throw new TerminatingErrorException(error) : $"{ids[0]}";
}
