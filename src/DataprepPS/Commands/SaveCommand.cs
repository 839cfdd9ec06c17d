using System;
using System.IO;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>
/// The base of cmdlets that save something of objects to files, several at a time. A file is written wholly or not at all: one that
/// was there before is replaced only when the new one is complete.
/// </summary>
/// <help>
/// A file is written wholly or not at all. One that is there is replaced when the new one is complete, and not before.
/// </help>
public abstract class SaveCommand : IdCommand
{
    private protected const string FileSet = "File";
    private protected const string DirectorySet = "Directory";

    private readonly FileNames names = new();
    private Task named = Task.CompletedTask;
    private TransferProgress? transfers;
    private int files;

    /// <summary>Ids of the objects.</summary>
    public abstract long[]? Id { get; set; }

    /// <summary>The file to write; for one {thing}.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>The directory to write to; the current one when absent. It must be there.</summary>
    [Parameter(ParameterSetName = DirectorySet)]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set; }

    private protected sealed override long[]? Ids => Id;

    private protected abstract override string Change { get; }

    /// <summary>With its dot.</summary>
    private protected abstract string Extension { get; }

    /// <summary>What the file is called where nothing has a name, e.g. <c>flow</c>; the id comes behind it.</summary>
    private protected virtual string FileWord => char.ToLowerInvariant(Noun[0]) + Noun.Substring(1);

    private protected override async Task StartAsync()
    {
        await base.StartAsync().ConfigureAwait(false);
        transfers = new TransferProgress($"{Change} ({MyInvocation.MyCommand.Name})", Progress);
    }

    // Names are given in the order of the input, whichever comes first: the same call makes the same files.
    private protected override Func<Task<Func<Task>>> Prepare(long id, PSObject? input)
    {
        var before = named;
        var mine = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        named = mine.Task;
        return async () =>
        {
            string path;
            try
            {
                path = await PathAsync(id, input, before).ConfigureAwait(false);
            }
            finally
            {
                mine.TrySetResult(true);
            }

            using var transfer = transfers!.Begin();
            var file = await WholeFile.WriteAsync(path, stream => DownloadAsync(id, stream, transfer.Report)).ConfigureAwait(false);
            return () => WriteAsync(Output(file, id));
        };
    }

    private protected sealed override Task<Func<Task>> WorkAsync(long id, PSObject? input) => Prepare(id, input)();

    /// <summary>What people call an object; null where nobody knows.</summary>
    private protected virtual Task<string?> NameAsync(long id, PSObject? input) => Task.FromResult<string?>(null);

    private protected abstract Task DownloadAsync(long id, Stream target, Action<long> onBytes);

    // A file that is piped on still tells what it is of.
    private PSObject Output(FileInfo file, long id)
    {
        var output = new PSObject(file);
        output.Properties.Add(new PSNoteProperty(IdName, id));
        return output;
    }

    private async Task<string> PathAsync(long id, PSObject? input, Task before)
    {
        if (OutFile is not null)
        {
            return Interlocked.Increment(ref files) == 1
                ? await InvokeAsync(() => SessionState.Path.GetUnresolvedProviderPathFromPSPath(OutFile)).ConfigureAwait(false)
                : throw new ArgumentException($"{Target(id, input)} was not saved: -OutFile names one file. For several use -Directory.");
        }

        var name = await NameAsync(id, input).ConfigureAwait(false);
        await before.ConfigureAwait(false);
        var file = names.Claim(name, $"{FileWord}-{id}", id, Extension);
        return await InvokeAsync(() => Path.Combine(SessionState.Path.GetUnresolvedProviderPathFromPSPath(Directory ?? "."), file)).ConfigureAwait(false);
    }
}
