using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Packages;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Packages;

/// <summary>Packages of 200 MiB, which a client must neither hold nor send in vain.</summary>
[CollectionDefinition("Memory", DisableParallelization = true)]
public sealed class MemoryCollection;

[Collection("Memory")]
public sealed class PackageMemoryTests
{
    private const long Size = 200L * 1024 * 1024;

    // A tenth of the package: twice as much as the whole of a call was seen to take, with all that is made once in a process.
    private const long Enough = 20L * 1024 * 1024;

    [Fact]
    public async Task An_export_of_200_MiB_takes_no_memory_for_them()
    {
        await using var server = StreamingServer.Start(Size);
        using var client = NewClient(server);
        using var target = new Counted();
        List<long> told = [];
        Assert.True(await AllocatedAsync(() => client.Flows.ExportAsync(7, null, target, told.Add, CallContext.None)) < Enough);
        Assert.Equal(Size, target.Length);
        Assert.Equal(Size, told[^1]);
        Assert.Equal(told.Order(), told);
    }

    [Fact]
    public async Task An_import_of_200_MiB_takes_no_memory_for_them()
    {
        await using var server = StreamingServer.Start();
        using var client = NewClient(server);
        using var package = Large();
        List<long> told = [];
        Assert.True(await AllocatedAsync(() => client.Flows.TryImportAsync(new ImportRequest(package.File) { OnBytes = told.Add }, CallContext.None)) < Enough);
        Assert.InRange(Assert.Single(server.Taken), Size, Size + 1000);
        Assert.Equal(server.Taken[0], told[^1]);
    }

    [Fact]
    public async Task A_large_package_that_is_refused_is_sent_once_and_then_from_its_start()
    {
        await using var server = StreamingServer.Start();
        server.Refuse("429 Too Many Requests\r\nx-retry-after: 1");
        using var client = NewClient(server);
        using var package = Large();
        var reply = await client.Flows.TryImportAsync(new ImportRequest(package.File), CallContext.None);
        Assert.Equal(7, Assert.Single(reply.PrimaryFlowIds!));
        // The server said no before a byte of the file had left.
        Assert.Equal(0, server.Taken[0]);
        Assert.InRange(server.Taken[1], Size, Size + 1000);
        Assert.Equal(2, server.Taken.Count);
    }

    private static DataprepClient NewClient(StreamingServer server) => new(new DataprepClientOptions { BaseUri = server.BaseUri, Token = SecureText.Of("secret") });

    private static PackageOnDisk Large()
    {
        var package = PackageOnDisk.Of("PK"u8.ToArray());
        using var file = new FileStream(package.Path, FileMode.Open);
        file.SetLength(Size);
        return package;
    }

    private static async Task<long> AllocatedAsync(Func<Task> work)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await work();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    /// <summary>Takes a file and keeps only its length.</summary>
    private sealed class Counted : Stream
    {
        private long length;

        public override bool CanRead => false;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => length;

        public override long Position { get => length; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => length = value;

        public override void Write(byte[] buffer, int offset, int count) => length += count;
    }
}
