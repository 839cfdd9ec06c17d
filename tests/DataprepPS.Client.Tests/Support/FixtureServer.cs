using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Tests.Support;

/// <summary>
/// A loopback server that answers byte for byte what a test says, and keeps what it was sent. It stands below HTTP, so
/// that it can break a reply anywhere.
/// </summary>
internal sealed class FixtureServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<FixtureRequest, FixtureReply> answer;
    private readonly List<FixtureRequest> requests = [];
    private readonly SemaphoreSlim arrived = new(0);

    private FixtureServer(Func<FixtureRequest, FixtureReply> answer)
    {
        this.answer = answer;
        listener.Start();
        _ = AcceptAsync();
    }

    public Uri BaseUri => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public IReadOnlyList<FixtureRequest> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    public static FixtureServer Start(Func<FixtureRequest, FixtureReply> answer) => new(answer);

    /// <summary>Ends when one more request has been read.</summary>
    public Task ArrivedAsync() => arrived.WaitAsync(TimeSpan.FromSeconds(20));

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
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
        socket.NoDelay = true;
        using var closing = socket;
        using var stream = new NetworkStream(socket);
        try
        {
            while (await ReadAsync(stream) is { } request)
            {
                FixtureReply reply;
                lock (requests)
                {
                    requests.Add(request);
                    reply = answer(request);
                }

                arrived.Release();
                if (!await WriteAsync(socket, stream, reply, request.Method != "HEAD" && reply.Status != 304))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The client left, or the test is over.
        }
    }

    private async Task<bool> WriteAsync(Socket socket, NetworkStream stream, FixtureReply reply, bool hasBody)
    {
        if (reply.Wire == Wire.Reset)
        {
            socket.LingerState = new LingerOption(true, 0);
            return false;
        }

        if (reply.Wire == Wire.Silent)
        {
            await Task.Delay(Timeout.Infinite, stopping.Token);
        }

        await stream.WriteAsync(reply.Head(), stopping.Token);
        var whole = reply.Wire == Wire.Whole;
        if (hasBody)
        {
            await stream.WriteAsync(reply.Body.AsMemory(0, whole ? reply.Body.Length : reply.Body.Length / 2), stopping.Token);
        }

        await stream.FlushAsync(stopping.Token);
        if (reply.Wire == Wire.Stalled)
        {
            await Task.Delay(Timeout.Infinite, stopping.Token);
        }

        return whole;
    }

    private async Task<FixtureRequest?> ReadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !(head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n'))
        {
            if (await stream.ReadAsync(one, stopping.Token) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        var lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines[1..])
        {
            var split = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..split]] = line[(split + 1)..].Trim();
        }

        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, stopping.Token);
        return new FixtureRequest(first[0], first[1], headers, Encoding.UTF8.GetString(body));
    }
}
