using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;

namespace DataprepPS.Client.Packages;

/// <summary>
/// A file as a request's body. It is opened anew each time the body is sent, and read piece by piece, so that a package of any
/// size takes no memory and a refused upload can be repeated.
/// </summary>
internal sealed class FileContent(string path, long length) : HttpContent
{
    private const int Piece = 80 * 1024;

    /// <exception cref="IOException">The file is not there any more, or not of the length that was announced.</exception>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true);
        if (file.Length != length)
        {
            throw new IOException($"\"{path}\" has changed: it has {file.Length} bytes now, and had {length}.");
        }

        await file.CopyToAsync(stream, Piece).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
