using System;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Packages;
using DataprepPS.Client.Resources;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that export objects as packages, to files with the objects' names.</summary>
/// <help>
/// A package goes to the file as it comes and takes no memory, whatever its size. The file has the {thing}'s name, with what
/// some system does not take replaced; of several of one name, all but the first have their id behind it.
/// </help>
public abstract class ExportCommand : SaveCommand
{
    private protected abstract IPackageClient Packages { get; }

    private protected override string Change => "Export";

    private protected override string Extension => ".zip";

    private protected override int AtATime => 16;

    /// <summary>A note that goes with the package.</summary>
    private protected virtual string? Note => null;

    private protected sealed override async Task<string?> NameAsync(long id, PSObject? input)
    {
        if (input?.BaseObject is NamedResource { Name: { } known } named && named.Id == id)
        {
            return known;
        }

        try
        {
            return await Packages.GetNameAsync(id, Calls).ConfigureAwait(false);
        }
        catch (DataprepException e) when (e.Kind is not (ErrorKind.Authentication or ErrorKind.NotFound))
        {
            // A file is named by the id as well.
            return null;
        }
    }

    private protected sealed override Task DownloadAsync(long id, Stream target, Action<long> onBytes) => Packages.ExportAsync(id, Note, target, onBytes, Calls);
}
