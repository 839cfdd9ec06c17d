using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace DataprepPS.Emulator;

/// <summary>Puts a reply on the wire and notes in the journal what went out.</summary>
internal sealed class Delivery(HttpContext context, JournalEntry entry, EmulatorOptions options)
{
    /// <summary>Sends status and headers; without a length the body is chunked.</summary>
    public void Head(Reply reply, long? length)
    {
        var response = context.Response;
        response.StatusCode = reply.Status;
        entry.Status = reply.Status;
        response.ContentType = reply.ContentType;
        foreach (var (name, value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        if (reply.Status is not (204 or 304))
        {
            response.ContentLength = length;
        }
    }

    public async Task SendAsync(Reply reply, CancellationToken cancel)
    {
        if (reply.Status == 304 && reply.Bytes is { } bytes)
        {
            await SendNotModifiedAsync(bytes, cancel);
            return;
        }

        if (options.Gzip && reply.ContentType is not null && context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            reply = await CompressedAsync(reply, cancel);
        }

        Head(reply, reply.ContentType is null ? 0 : reply.Bytes?.Length);
        await reply.WriteBodyAsync(context.Response.BodyWriter, cancel);
        await context.Response.BodyWriter.FlushAsync(cancel);
    }

    /// <summary>
    /// Sends a 304 that has a body, which HTTP forbids and Kestrel therefore refuses: the bytes go past it, straight into the
    /// connection, which ends with them.
    /// </summary>
    public async Task SendNotModifiedAsync(ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        entry.Status = 304;
        var connection = context.Features.Get<IConnectionTransportFeature>()!.Transport.Output;
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 304 Not Modified\r\nDate: {entry.Time:R}\r\nx-trifacta-request-id: {entry.RequestId}\r\nContent-Type: {Reply.JsonType}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n");
        await connection.WriteAsync(Encoding.ASCII.GetBytes(head), cancel);
        await connection.WriteAsync(body, cancel);
        // The client closes, as it was told to; one that does not is left no longer than this.
        await Task.WhenAny(Task.Delay(500, cancel));
        Close();
    }

    /// <summary>A real TCP reset.</summary>
    public void Reset()
    {
        entry.Reset = true;
        Close();
    }

    /// <summary>Ends the connection in the middle of whatever it carries.</summary>
    public void Close()
    {
        entry.ServerClosed = true;
        context.Abort();
    }

    private static async Task<Reply> CompressedAsync(Reply reply, CancellationToken cancel)
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(await reply.RenderAsync(cancel), cancel);
        }

        return reply.WithBody(packed.ToArray()).With("Content-Encoding", "gzip");
    }
}
