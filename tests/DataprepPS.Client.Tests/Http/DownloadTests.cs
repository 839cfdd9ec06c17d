using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Api;
using DataprepPS.Client.Http;
using DataprepPS.Client.Tests.Safety;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Http;

/// <summary>Replies that go to a stream instead of memory.</summary>
public sealed class DownloadTests
{
    private readonly ManualTimeProvider time = new();

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/html; charset=utf-8")]
    public async Task A_web_page_is_not_taken_for_the_file(string type)
    {
        using var target = Target("before");
        using var client = Client(() => Page(type));
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => client.JobGroups.DownloadPdfResultsAsync(1, target, CallContext.None));
        Assert.Equal("GET /v4/jobGroups/1/pdfResults: a web page came instead of the file.", error.Message);
        Assert.Equal("before", Encoding.ASCII.GetString(target.ToArray()));
    }

    [Fact]
    public async Task Who_takes_anything_takes_a_web_page_too()
    {
        using var target = Target("longer than the page");
        using var client = Client(() => Page("text/html"));
        Assert.Equal(6, await client.Api.DownloadAsync(new ApiCall { Path = "/v4/anything" }, target, CallContext.None));
        Assert.Equal("<page>", Encoding.ASCII.GetString(target.ToArray()));
    }

    [Fact]
    public async Task A_file_shorter_than_promised_broke_off()
    {
        using var target = Target("");
        using var client = Client(() =>
        {
            var page = Page("application/pdf");
            page.Content.Headers.ContentLength = 7;
            return page;
        });
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => client.JobGroups.DownloadPdfResultsAsync(1, target, CallContext.None));
        Assert.EndsWith("failed: The reply ended after 6 of 7 bytes.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(11, false)]
    public async Task A_long_download_is_alive_as_long_as_bytes_come(int seconds, bool isAlive)
    {
        using var target = Target("");
        using var client = Client(() => new HttpResponseMessage { Content = new StreamContent(new Dripping(time, TimeSpan.FromSeconds(seconds))) });
        var download = client.JobGroups.DownloadPdfResultsAsync(1, target, CallContext.None);
        if (isAlive)
        {
            Assert.Equal(5, await download);
        }
        else
        {
            await Assert.ThrowsAsync<RequestTimeoutException>(() => download);
        }
    }

    private static MemoryStream Target(string content)
    {
        var target = new MemoryStream();
        target.Write(Encoding.ASCII.GetBytes(content));
        target.Position = 0;
        return target;
    }

    private static HttpResponseMessage Page(string type) => new()
    {
        Content = new ByteArrayContent(Encoding.ASCII.GetBytes("<page>")) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } },
    };

    private DataprepClient Client(Func<HttpResponseMessage> reply) => new(new DataprepClientOptions
    {
        BaseUri = new Uri("http://127.0.0.1:1"),
        Token = SecureText.Of("token"),
        TimeProvider = time,
        Timeout = TimeSpan.FromSeconds(10),
        MaxRetryTime = TimeSpan.Zero,
        Connection = () => new StubHandler(_ => Task.FromResult(reply())),
    });

    /// <summary>Five bytes, each of which takes its time.</summary>
    private sealed class Dripping(ManualTimeProvider time, TimeSpan pause) : MemoryStream([1, 2, 3, 4, 5])
    {
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            time.Advance(Position < Length ? pause : TimeSpan.Zero);
            cancellationToken.ThrowIfCancellationRequested();
            return base.ReadAsync(buffer[..1], cancellationToken);
        }
    }
}
