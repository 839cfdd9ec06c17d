using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace DataprepPS.Emulator;

/// <summary>Plays one fault on one request.</summary>
internal sealed class FaultPlayer(FaultRule rule, HttpContext context, Delivery delivery, CancellationToken stopping)
{
    private const int MiB = 1024 * 1024;
    private const string Page = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>\n";

    /// <summary>Answers, with <paramref name="normal"/> being what the server would have said; null when it has not acted.</summary>
    public Task PlayAsync(Reply? normal, CancellationToken cancel) => rule.Fault switch
    {
        FaultKind.Status or FaultKind.StatusAfter => delivery.SendAsync(Replacement(normal, rule.Status ?? 500), cancel),
        FaultKind.ResetBefore or FaultKind.ResetAfter => Reset(),
        FaultKind.HangBefore or FaultKind.HangAfter => HangAsync(cancel),
        FaultKind.Truncate => TruncateAsync(normal!, cancel),
        FaultKind.Html or FaultKind.HtmlBefore => delivery.SendAsync(HtmlPage(rule.Status ?? 200), cancel),
        FaultKind.Slow => SlowAsync(normal!, cancel),
        FaultKind.NotModified => rule.Body is null
            ? delivery.SendAsync(Decorated(Reply.Empty(304)), cancel)
            : delivery.SendNotModifiedAsync(Encoding.UTF8.GetBytes(rule.Body), cancel),
        FaultKind.Redirect => delivery.SendAsync(Decorated(Reply.Empty(rule.Status ?? 302).With("Location", rule.Location ?? "/")), cancel),
        FaultKind.Headers => delivery.SendAsync(Decorated(normal!), cancel),
        FaultKind.Body => delivery.SendAsync(Replacement(normal, rule.Status ?? normal!.Status), cancel),
        FaultKind.EchoAuthorization => delivery.SendAsync(Echo(), cancel),
        FaultKind.Huge => HugeAsync(cancel),
        FaultKind.GzipBomb => GzipBombAsync(cancel),
        _ => RewriteAsync(normal!, cancel),
    };

    private static Reply HtmlPage(int status) => Reply.Raw(status, Reply.HtmlType, Encoding.UTF8.GetBytes(Page));

    private Task Reset()
    {
        delivery.Reset();
        return Task.CompletedTask;
    }

    private async Task HangAsync(CancellationToken cancel)
    {
        var time = rule.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping);
        await Task.Delay(time, either.Token);
        delivery.Reset();
    }

    private async Task TruncateAsync(Reply normal, CancellationToken cancel)
    {
        var bytes = await normal.RenderAsync(cancel);
        delivery.Head(normal, bytes.Length);
        await context.Response.BodyWriter.WriteAsync(bytes[..(bytes.Length / 2)], cancel);
        // The half must be out before the reset, or the client would see only the reset.
        await Task.Delay(20, cancel);
        delivery.Close();
    }

    private async Task SlowAsync(Reply normal, CancellationToken cancel)
    {
        var bytes = await normal.RenderAsync(cancel);
        delivery.Head(normal, bytes.Length);
        for (var at = 0; at < bytes.Length; at += rule.ChunkBytes)
        {
            await context.Response.BodyWriter.WriteAsync(bytes[at..Math.Min(bytes.Length, at + rule.ChunkBytes)], cancel);
            await Task.Delay(rule.DelayMs, cancel);
        }
    }

    private async Task HugeAsync(CancellationToken cancel)
    {
        delivery.Head(Reply.Raw(rule.Status ?? 200, Reply.JsonType, default), null);
        var writer = context.Response.BodyWriter;
        await writer.WriteAsync("{\"data\":[],\"padding\":\""u8.ToArray(), cancel);
        var block = Enumerable.Repeat((byte)'x', MiB).ToArray();
        for (var i = 0; i < rule.MiB; i++)
        {
            await writer.WriteAsync(block, cancel);
        }

        await writer.WriteAsync("\"}"u8.ToArray(), cancel);
    }

    private async Task GzipBombAsync(CancellationToken cancel)
    {
        delivery.Head(Reply.Raw(rule.Status ?? 200, Reply.JsonType, default).With("Content-Encoding", "gzip"), null);
        await using var gzip = new GZipStream(context.Response.BodyWriter.AsStream(), CompressionLevel.Fastest);
        var block = Enumerable.Repeat((byte)' ', MiB).ToArray();
        for (var i = 0; i < rule.MiB; i++)
        {
            await gzip.WriteAsync(block, cancel);
        }
    }

    private Reply Replacement(Reply? normal, int status)
    {
        var contentType = rule.ContentType;
        if (rule.Base64 is { } bytes)
        {
            return Decorated(Reply.Raw(status, contentType ?? normal?.ContentType ?? Reply.JsonType, bytes));
        }

        if (rule.Body is { } body)
        {
            var guess = body.AsSpan().TrimStart().StartsWith("<") ? Reply.HtmlType : Reply.JsonType;
            return Decorated(Reply.Raw(status, contentType ?? guess, Encoding.UTF8.GetBytes(body)));
        }

        // Gateways answer 502 to 504 with a page of their own; the API itself answers with an exception.
        return Decorated(status is 502 or 503 or 504
            ? HtmlPage(status)
            : Reply.Problem(new ApiProblem(status, NameOf(status), "A fault script asked for this answer", $"status {status}")));
    }

    private static string NameOf(int status) => status switch
    {
        403 => "AccessControlException",
        404 => "DataNotFoundException",
        429 => "TooManyRequestsException",
        _ => "InternalServerError",
    };

    private Reply Decorated(Reply reply)
    {
        foreach (var (name, value) in rule.Headers ?? new Dictionary<string, string?>())
        {
            reply.Headers.RemoveAll(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (value is not null)
            {
                reply.With(name, value);
            }
            else
            {
                context.Response.Headers.Remove(name);
            }
        }

        return reply;
    }

    /// <summary>Some proxies print the request they could not forward, credentials and all.</summary>
    private Reply Echo() => Decorated(Reply.Problem(new ApiProblem(
        rule.Status ?? 500,
        "InternalServerError",
        "Unexpected error while handling the request",
        string.Create(CultureInfo.InvariantCulture, $"{context.Request.Method} {context.Request.Path} Authorization: {context.Request.Headers.Authorization}"))));

    private async Task RewriteAsync(Reply normal, CancellationToken cancel)
    {
        var node = JsonNode.Parse((await normal.RenderAsync(cancel)).Span);
        node = rule.Fault switch
        {
            FaultKind.DataNull => new JsonObject { ["data"] = null },
            FaultKind.BareArray => node is JsonObject list && list["data"] is { } data ? data : node,
            _ => WithTexts(node),
        };
        await delivery.SendAsync(Decorated(normal.WithBody(Encoding.UTF8.GetBytes(node?.ToJsonString() ?? "null"))), cancel);
    }

    private static JsonNode? WithTexts(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(m => new KeyValuePair<string, JsonNode?>(m.Key, WithTexts(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(WithTexts)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.ToJsonString(),
        _ => node?.DeepClone(),
    };
}
