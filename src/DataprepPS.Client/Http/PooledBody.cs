using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Http;

/// <summary>
/// A reply's body in a rented buffer: pages of rows come and go without leaving garbage, and a reply without
/// end is refused at a stated size instead of swallowed.
/// </summary>
internal sealed class PooledBody : IDisposable
{
    private const int FirstSize = 16 * 1024;
    private const int LargestFirstSize = 4 * 1024 * 1024;

    private byte[] buffer;
    private int length;

    private PooledBody(int size) => buffer = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, length);

    /// <exception cref="InvalidResponseException">The body is larger than <paramref name="limit"/> bytes.</exception>
    public static async Task<PooledBody> ReadAsync(Stream stream, long? expected, int limit, CancellationToken cancellation)
    {
        if (expected > limit)
        {
            throw TooLarge(limit);
        }

        // A length is only announced: no more than this is set aside before bytes come.
        var body = new PooledBody((int)Math.Min(LargestFirstSize, Math.Max(FirstSize, expected.GetValueOrDefault() + 1)));
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(body.buffer, body.length, body.buffer.Length - body.length, cancellation).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                body.length += read;
                if (body.length > limit)
                {
                    throw TooLarge(limit);
                }

                if (body.length == body.buffer.Length)
                {
                    body.Grow(limit);
                }
            }

            if (expected > body.length)
            {
                throw new IOException($"The reply ended after {body.length} of {expected} bytes.");
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        var rented = Interlocked.Exchange(ref buffer!, null);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static InvalidResponseException TooLarge(int limit) =>
        new($"The reply is larger than {limit / (1024 * 1024)} MiB, the most this module reads into memory. Ask for less, with -First or -Field.");

    private void Grow(int limit)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min((long)limit + 1, buffer.Length * 2L));
        Buffer.BlockCopy(buffer, 0, larger, 0, length);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
