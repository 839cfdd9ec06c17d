using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Api;
using DataprepPS.Client.Datasets;
using DataprepPS.Client.Flows;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Outputs;
using DataprepPS.Client.Permissions;
using DataprepPS.Client.Resources;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>Whatever a server sends, a call ends with a value or with an error that says which reply it was.</summary>
[Collection("Safety")]
public sealed class InputTests
{
    private static readonly string[] Good =
    [
        """{"id":1,"status":"Complete","createdAt":"2026-03-01T12:00:00.000Z","wrangledDataset":{"id":7,"flow":{"id":2}},"jobs":{"data":[{"id":5,"jobType":"publish","percentComplete":50,"errorMessage":{"id":3}}]},"flowRun":null,"new":{"a":[1,2.5,true,null,"x"]}}""",
        """{"data":[{"id":1,"status":"Failed","updatedAt":1631095033096},{"id":"2","profilingEnabled":"True"}],"count":2}""",
        """[{"id":1},{"id":2}]""",
        "\"Complete\"",
        """{"files":[{"uri":"gs://x","fileType":"FILE","isPrimaryOutput":true}],"tables":[{"relationalPath":["a"],"table":"t","query":[]}]}""",
        """{"sessionId":"s","reason":"JobStarted","jobGraph":{"vertices":[1,2],"edges":[{"source":1,"target":2}]},"id":9,"jobs":{"data":[{"id":1}]}}""",
        """{"jobgroupId":1,"jobIds":[1,2],"reason":"JobStarted"}""",
        """{"exception":{"name":"ApiValidationFailed","message":"m","details":"d"}}""",
        """{"data":[{"type":"datasource","name":"n","referenceCount":1,"importedDataset":{"id":3,"raw":"select 1"}},{"type":"reference","flowNodes":{"data":[{"id":5}]}}],"count":{"all":2}}""",
        """{"id":1,"recipe":{"id":2,"name":"r","scriptLines":["a",{"text":"b"}]},"flow":{"id":3},"webhookFlowTasks":{"data":[{"id":4,"secretKey":"x","headers":{"a":"b"}}]}}""",
        """{"profilerTypeCheckHistograms":{"a":[{"key":"VALID","count":1}]},"profilerValidValueHistograms":{"a":{"topk":[{"key":"x","count":1}]}},"columnTypes":{"a":["String"]}}""",
        """{"data":[{"role":"owner","person":{"id":1}},{"flowPermission":{"role":"readOnly"},"email":"a@b"}]}""",
        "null", "{}", "[]", "", "{\"data\":null}", "true", "1e400", "{\"id\":99999999999999999999}", "{\"id\":-1}", "{\"id\":1.5}", "{\"id\":null}",
        """{"id":1,"id":2,"data":[],"data":null,"DATA":[1]}""", "{\"id\":1,\"x\":\"\\ud800\",\"\\udc00y\":1}", "<html><body>Log in</body></html>",
        """{"id":1,"createdAt":"31.12.2026","updatedAt":-1e308}""", """{"id":1,"createdAt":"0001-01-01T00:00:00-14:00"}""",
    ];

    private static readonly string[] HeaderValues = ["", "0", "-1", "1e300", "NaN", "99999999999999999999", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "1631095033096", "1631095033", ";;,", "\u00e4", "30;w=60", "two"];

    private static readonly string[] HeaderNames =
        ["x-retry-after", "Retry-After", "Date", "x-rate-limit-user-limit", "x-rate-limit-user-remaining", "x-rate-limit-user-reset", "x-rate-limit-workspace-limit", "x-rate-limit-workspace-remaining", "x-rate-limit-workspace-reset", "Location"];

    private static readonly int[] Statuses = [200, 200, 200, 200, 201, 204, 206, 299, 300, 302, 304, 400, 404, 410, 418, 429, 451, 500, 503, 599];

    private static readonly (string Name, Func<DataprepClient, CallContext, Task<object?>> Call)[] Doors =
    [
        ("get", async (c, x) => await c.JobGroups.GetAsync(1, null, x)),
        ("list", async (c, x) => await Listed<DataprepPS.Client.JobGroups.JobGroup>(visit => c.JobGroups.ListAsync(new ResourceQuery(), new ListOptions { First = 3 }, visit, x))),
        ("status", async (c, x) => await c.JobGroups.GetStatusAsync(1, x)),
        ("jobs", async (c, x) => await c.JobGroups.GetJobsAsync(1, null, x)),
        ("start", async (c, x) => await c.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, x)),
        ("cancel", async (c, x) => await c.JobGroups.CancelAsync(1, x)),
        ("publish", async (c, x) => await c.JobGroups.PublishAsync(1, Driver.Publish, true, x)),
        ("deployment", async (c, x) => await c.Deployments.RunAsync(1, null, false, x)),
        ("inputs", async (c, x) => await c.JobGroups.GetInputsAsync(1, x)),
        ("outputs", async (c, x) => await c.JobGroups.GetOutputsAsync(1, x)),
        ("publications", async (c, x) => await Listed<JobGroupPublication>(visit => c.JobGroups.GetPublicationsAsync(1, row => visit(row), x))),
        ("output inputs", async (c, x) => await Listed<OutputObjectInput>(visit => c.Outputs.GetInputsAsync(1, null, row => visit(row), x))),
        ("api", async (c, x) => await c.Api.SendAsync(new ApiCall { Path = "/v4/flows/1" }, x) ?? "nothing"),
        ("api list", async (c, x) => await Listed<object?>(visit => c.Api.ListAsync(new ApiCall { Path = "/v4/flows" }, visit, x))),
        ("raw", async (c, x) => await c.Api.SendRawAsync(new ApiCall { Path = "/v4/flows" }, x)),
        ("flow parts", async (c, x) => await c.Flows.ValidateAsync(1, x)),
        ("permissions", async (c, x) => await c.Flows.Permissions.ListAsync(1, x)),
        ("grant", async (c, x) => await c.Flows.Permissions.GrantAsync(1, [new Grantee(2)], "readOnly", x)),
        ("datasets", async (c, x) => await Listed<ImportedDataset>(visit => c.Datasets.ListAsync(new ResourceQuery(), new ListOptions { First = 3 }, visit, x))),
        ("recipe", async (c, x) => await c.Recipes.GetAsync(1, null, x)),
        ("recipe input", async (c, x) => await c.Recipes.GetInputAsync(1, x)),
        ("parts of a flow", async (c, x) => await Listed<Webhook>(visit => c.Webhooks.ListAsync(new ResourceQuery { Parent = new ResourceParent("FlowId", 1) }, null, visit, x))),
        ("profile", async (c, x) => await c.JobGroups.GetProfileAsync(1, x)),
    ];

    [Fact]
    public void Every_reply_is_a_value_or_an_error_that_names_it()
    {
        var body = Gen.OneOf(
            Gen.Elements(Good).Select(Encoding.UTF8.GetBytes),
            from text in Gen.Elements(Good)
            from cut in Gen.Choose(0, 300)
            select Encoding.UTF8.GetBytes(text)[..Math.Min(cut, Encoding.UTF8.GetByteCount(text))],
            from text in Gen.Elements(Good)
            from at in Gen.Choose(0, 200)
            from value in Gen.Choose(0, 255)
            select Spoilt(Encoding.UTF8.GetBytes(text), at, (byte)value),
            Gen.Elements(Good).Select(text => (byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]),
            Gen.Elements(Good).Two().Select(two => Encoding.UTF8.GetBytes(two.Item1 + two.Item2)),
            Gen.Elements(Good).Select(text => Encoding.Unicode.GetBytes(text)),
            Gen.Choose(0, 255).ListOf(20).Select(bytes => bytes.Select(b => (byte)b).ToArray()),
            Gen.Choose(1, 1200).Select(depth => Encoding.UTF8.GetBytes("{\"id\":1,\"x\":" + new string('[', depth) + new string(']', depth) + "}")));
        var replies =
            from door in Gen.Choose(0, Doors.Length - 1)
            from bytes in body
            from status in Gen.Elements(Statuses)
            from name in Gen.Elements(HeaderNames)
            from value in Gen.Elements(HeaderValues)
            select new Sent(door, status, name, value, bytes);
        Prop.ForAll(Arb.From(replies, Shorter), reply => CheckAsync(reply).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(4000).WithQuietOnSuccess(true));
    }

    [Fact]
    public async Task A_reply_of_more_than_200_MiB_is_refused_by_the_stated_limit()
    {
        using var client = New(_ => new HttpResponseMessage { Content = new StreamContent(new Endless(230L * 1024 * 1024)) });
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => client.JobGroups.GetAsync(1, null, CallContext.None));
        Assert.Contains("larger than 200 MiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_announced_length_beyond_the_limit_is_refused_before_anything_is_read()
    {
        using var client = New(_ =>
        {
            var content = new StreamContent(new Endless(long.MaxValue));
            content.Headers.ContentLength = 1L << 40;
            return new HttpResponseMessage { Content = content };
        });
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAsync<InvalidResponseException>(() => client.JobGroups.GetAsync(1, null, CallContext.None));
        Assert.True(watch.ElapsedMilliseconds < 1000);
    }

    [Fact]
    public async Task A_gzip_bomb_counts_unpacked()
    {
        await using var s = await SafetyServer.StartAsync(timeout: 60);
        s.Server.Faults.On("getJobGroup").GzipBomb(220);
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => s.Client.JobGroups.GetAsync(1, null, s.Context));
        Assert.Contains("larger than 200 MiB", error.Message, StringComparison.Ordinal);
        Assert.Equal((200, "GET", "/v4/jobGroups/1"), (error.StatusCode, error.Method, error.Path));
        Assert.NotNull(error.RequestId);
    }

    [Fact]
    public async Task Rows_without_an_id_are_neither_dropped_nor_read_for_ever()
    {
        var rows = string.Join(",", Enumerable.Range(1, 5).Select(i => $$"""{"tokenId":"t{{i}}"}"""));
        // A server that ignores offset and limit.
        using var client = New(_ => StubHandler.Reply($$"""{"data":[{{rows}}]}"""));
        var seen = await Listed<object?>(visit => client.Api.ListAsync(new ApiCall { Path = "/v4/apiAccessTokens" }, visit, CallContext.None)).WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(5, seen.Count);
    }

    [Theory]
    [InlineData("/v4/flows\r\nX-Injected: 1")]
    [InlineData("/v4/flows\nX-Injected: 1")]
    [InlineData("//evil.example/v4/flows")]
    [InlineData("https://evil.example/v4/flows")]
    [InlineData("/v4/../../etc")]
    [InlineData("/v4/%2e%2e/x")]
    [InlineData("\\\\evil.example\\x")]
    public async Task Paths_that_would_break_out_are_refused(string path)
    {
        using var client = New(_ => throw new InvalidOperationException("Nothing may be sent."));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Api.SendAsync(new ApiCall { Path = path }, CallContext.None));
    }

    [Fact]
    public async Task Line_breaks_in_any_value_stay_inside_it()
    {
        const string Evil = "a\r\nX-Injected: 1\r\n\r\nGET /evil HTTP/1.1";
        await using var s = await SafetyServer.StartAsync();
        var write = new WriteSetting { Path = Evil, Action = Evil, Format = Evil };
        await Record.ExceptionAsync(() => s.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7, Execution = Evil, RanFrom = Evil, Parameters = new Hashtable { [Evil] = Evil }, WriteSettings = [write] }, s.Context));
        await Record.ExceptionAsync(() => s.Client.JobGroups.PublishAsync(1, new PublishRequest { ConnectionId = 1, Path = [Evil], Table = Evil, Action = Evil, InputFormat = Evil }, false, s.Context));
        await Record.ExceptionAsync(() => Listed<DataprepPS.Client.JobGroups.JobGroup>(visit => s.Client.JobGroups.ListAsync(new ResourceQuery { Filter = Evil, Where = { ["status"] = Evil }, Sort = Evil, Read = new ReadOptions { Embed = [Evil], Fields = [Evil] } }, null, visit, s.Context)));
        await Record.ExceptionAsync(() => s.Client.Api.SendAsync(new ApiCall { Path = "/v4/flows", Query = new Hashtable { [Evil] = Evil } }, s.Context));
        await Record.ExceptionAsync(() => s.Client.Api.SendAsync(new ApiCall { Method = "POST", Path = "/v4/deployments", Body = new Hashtable { ["name"] = Evil } }, s.Context));
        Assert.DoesNotContain(s.Server.Journal.Entries, entry => entry.Path.Contains("/evil HTTP", StringComparison.Ordinal) && !entry.Path.Contains('?', StringComparison.Ordinal));
        Assert.All(s.Server.Journal.Entries, entry => Assert.DoesNotContain(entry.Path, char.IsControl));
        Assert.All(s.Server.Journal.Entries, entry => Assert.NotNull(entry.OperationId));
    }

    private static async Task<bool> CheckAsync(Sent sent)
    {
        using var client = New(_ =>
        {
            var response = StubHandler.Reply(sent.Body, sent.Status);
            response.Headers.TryAddWithoutValidation(sent.Header, sent.Value);
            return response;
        });
        var door = Doors[sent.Door];
        try
        {
            var value = await door.Call(client, CallContext.None).WaitAsync(TimeSpan.FromSeconds(20));
            Assert.NotNull(value);
            foreach (var thing in value is IEnumerable many and not string ? many.Cast<object?>() : [value])
            {
                Assert.NotNull(thing);
                _ = thing is Resource resource ? resource.AdditionalProperties.Count : 0;
                _ = thing.ToString();
            }

            Assert.False(door.Name == "get" && ((Resource)value).Id <= 0, "an object without an id was taken for data");
        }
        catch (InvalidResponseException e)
        {
            Assert.Equal((StubHandler.RequestId, sent.Status), (e.RequestId, e.StatusCode));
            Assert.NotNull(e.Method);
            Assert.NotNull(e.Path);
        }
        catch (DataprepException e)
        {
            Assert.NotEmpty(e.Message);
            Assert.NotEmpty(e.RecommendedAction);
            Assert.NotEmpty(e.ErrorId);
        }

        return true;
    }

    private static byte[] Spoilt(byte[] bytes, int at, byte value)
    {
        if (bytes.Length > 0)
        {
            bytes[at % bytes.Length] = value;
        }

        return bytes;
    }

    private static IEnumerable<Sent> Shorter(Sent sent)
    {
        if (sent.Value.Length > 0)
        {
            yield return sent with { Value = string.Empty };
        }

        if (sent.Body.Length > 0)
        {
            yield return sent with { Body = sent.Body[..(sent.Body.Length / 2)] };
            yield return sent with { Body = sent.Body[..^1] };
        }
    }

    private static async Task<List<T>> Listed<T>(Func<Func<T, Task<bool>>, Task> list)
    {
        List<T> items = [];
        await list(item =>
        {
            items.Add(item);
            return Task.FromResult(items.Count < 5000);
        });
        return items;
    }

    private static DataprepClient New(Func<HttpRequestMessage, HttpResponseMessage> answer) => new(new DataprepClientOptions
    {
        BaseUri = new Uri("http://127.0.0.1:1"),
        Token = SafetyServer.Secure("canary"),
        TimeProvider = new JumpTime(TimeSpan.FromSeconds(100)),
        MaxRetryTime = TimeSpan.FromSeconds(3),
        Connection = () => new StubHandler(async request =>
        {
            if (request.Content is not null)
            {
                await request.Content.ReadAsByteArrayAsync();
            }

            return answer(request);
        }),
    });

    private sealed record Sent(int Door, int Status, string Header, string Value, byte[] Body)
    {
        public override string ToString() => $"{Doors[Door].Name}: {Status}, {Header}: {Value}, {JsonSerializer.Serialize(Encoding.Latin1.GetString(Body))}";
    }

    /// <summary>Blanks, as many as wanted, from nowhere.</summary>
    private sealed class Endless(long length) : Stream
    {
        private long left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var now = (int)Math.Min(left, count);
            Array.Fill(buffer, (byte)' ', offset, now);
            left -= now;
            return now;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var now = (int)Math.Min(left, buffer.Length);
            buffer.Span[..now].Fill((byte)' ');
            left -= now;
            return new ValueTask<int>(now);
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
