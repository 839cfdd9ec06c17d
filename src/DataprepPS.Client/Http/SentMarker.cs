using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;

namespace DataprepPS.Client.Http;

/// <summary>
/// A request body that knows whether anybody began to send it. A body that was never touched means that the
/// connection was never made, so the server cannot have acted.
/// </summary>
internal sealed class SentMarker : HttpContent
{
    private readonly HttpContent inner;
    private readonly Action<long>? onBytes;

    /// <param name="inner">The body.</param>
    /// <param name="onBytes">Hears how much of it has been sent.</param>
    public SentMarker(HttpContent inner, Action<long>? onBytes = null)
    {
        this.inner = inner;
        this.onBytes = onBytes;
        foreach (var header in inner.Headers)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    public bool Touched { get; private set; }

    /// <summary>The server said that it did not act on what was sent.</summary>
    public void Forget() => Touched = false;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        Touched = true;
        return inner.CopyToAsync(onBytes is null ? stream : new CountedStream(stream, onBytes));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = inner.Headers.ContentLength ?? 0;
        return inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
