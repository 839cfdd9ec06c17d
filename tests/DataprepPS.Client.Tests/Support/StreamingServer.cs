using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Tests.Support;

/// <summary>
/// A loopback server that sends a file of any size and takes one, and keeps neither: what goes through it costs no memory here,
/// so that what a client takes can be counted.
/// </summary>
internal sealed class StreamingServer : IAsyncDisposable
{
    private const int Block = 64 * 1024;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Queue<string> refusals = new();
    private readonly long fileSize;

    private StreamingServer(long fileSize)
    {
        this.fileSize = fileSize;
        listener.Start();
        _ = AcceptAsync();
    }

    public Uri BaseUri => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>How many bytes of bodies were taken, request by request.</summary>
    public List<long> Taken { get; } = [];

    /// <param name="fileSize">The size of the file that a GET is answered with.</param>
    public static StreamingServer Start(long fileSize = 0) => new(fileSize);

    /// <summary>Refuses the next request that has a body before it takes any of it.</summary>
    public void Refuse(string statusAndHeaders) => refusals.Enqueue(statusAndHeaders);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptSocketAsync(stopping.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var closing = socket;
        using var stream = new NetworkStream(socket);
        var block = new byte[Block];
        try
        {
            while (await HeadAsync(stream) is { } head)
            {
                if (head.StartsWith("GET", StringComparison.Ordinal))
                {
                    await SendFileAsync(stream, block);
                    continue;
                }

                if (refusals.TryDequeue(out var refusal))
                {
                    await SayAsync(stream, $"{refusal}\r\nContent-Length: 0\r\nConnection: close");
                    Taken.Add(0);
                    return;
                }

                if (head.Contains("100-continue", StringComparison.OrdinalIgnoreCase))
                {
                    await SayAsync(stream, "100 Continue");
                }

                await TakeAsync(stream, block, Length(head));
                const string Reply = """{"primaryFlowIds":[7],"flows":[{"id":7,"name":"large"}]}""";
                await SayAsync(stream, $"201 Created\r\nContent-Type: application/json\r\nContent-Length: {Reply.Length}", Reply);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The client left, or the test is over.
        }
    }

    private async Task SendFileAsync(NetworkStream stream, byte[] block)
    {
        await SayAsync(stream, string.Create(CultureInfo.InvariantCulture, $"200 OK\r\nContent-Type: application/zip\r\nContent-Length: {fileSize}"));
        Array.Fill(block, (byte)'.');
        (block[0], block[1]) = ((byte)'P', (byte)'K');
        for (var left = fileSize; left > 0; left -= Block)
        {
            await stream.WriteAsync(block.AsMemory(0, (int)Math.Min(left, Block)), stopping.Token);
        }
    }

    private async Task TakeAsync(NetworkStream stream, byte[] block, long length)
    {
        for (var left = length; left > 0;)
        {
            var read = await stream.ReadAsync(block.AsMemory(0, (int)Math.Min(left, Block)), stopping.Token);
            left -= read > 0 ? read : throw new IOException("The client left.");
        }

        Taken.Add(length);
    }

    private async Task SayAsync(NetworkStream stream, string head, string body = "") =>
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {head}\r\n\r\n{body}"), stopping.Token);

    private async Task<string?> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n")
        {
            if (await stream.ReadAsync(one, stopping.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private static long Length(string head) => head.Split("\r\n").Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => long.Parse(line.AsSpan("Content-Length:".Length), CultureInfo.InvariantCulture)).First();
}
