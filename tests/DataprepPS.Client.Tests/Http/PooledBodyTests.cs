using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using Xunit;

namespace DataprepPS.Client.Tests.Http;

/// <summary>Bodies of any size up to the stated limit, whole or not at all.</summary>
public sealed class PooledBodyTests
{
    private const int Mebibyte = 1024 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData(16 * 1024 + 1)]
    [InlineData(100_000)]
    [InlineData(2 * Mebibyte)]
    public async Task A_body_is_read_whole_with_or_without_its_length(int size)
    {
        var bytes = Enumerable.Range(0, size).Select(index => (byte)(index % 251)).ToArray();
        foreach (long? expected in new long?[] { null, size })
        {
            using var body = await ReadAsync(bytes, expected, 2 * Mebibyte);
            Assert.True(body.Memory.Span.SequenceEqual(bytes));
        }
    }

    [Fact]
    public async Task A_body_above_the_limit_is_refused_with_the_limit_and_what_to_do()
    {
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => ReadAsync(new byte[(2 * Mebibyte) + 1], null, 2 * Mebibyte));
        Assert.Equal("The reply is larger than 2 MiB, the most this module reads into memory. Ask for less, with -First or -Field.", error.Message);
    }

    [Fact]
    public async Task A_length_above_the_limit_is_refused_before_anything_is_read()
    {
        using var stream = new MemoryStream(new byte[10]);
        await Assert.ThrowsAsync<InvalidResponseException>(() => PooledBody.ReadAsync(stream, Mebibyte + 1, Mebibyte, CancellationToken.None));
        Assert.Equal(0, stream.Position);
    }

    [Fact]
    public async Task A_body_shorter_than_its_length_broke_off()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => ReadAsync(new byte[10], 11, Mebibyte));
        Assert.Equal("The reply ended after 10 of 11 bytes.", error.Message);
    }

    [Fact]
    public async Task A_body_may_be_disposed_of_twice()
    {
        var body = await ReadAsync([1], 1, Mebibyte);
        body.Dispose();
        body.Dispose();
    }

    private static async Task<PooledBody> ReadAsync(byte[] bytes, long? expected, int limit)
    {
        using var stream = new MemoryStream(bytes);
        return await PooledBody.ReadAsync(stream, expected, limit, CancellationToken.None);
    }
}
