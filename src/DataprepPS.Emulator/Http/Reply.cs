using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Emulator;

/// <summary>
/// What the server will answer: status, headers and a body that is written straight to the wire. Faults render the
/// body first when they need its bytes.
/// </summary>
internal sealed class Reply
{
    public const string JsonType = "application/json; charset=utf-8";
    public const string HtmlType = "text/html; charset=utf-8";

    /// <summary>A list is sent on in pieces of this size, so that a page of any length needs no memory.</summary>
    private const long FlushThreshold = 32 * 1024;

    // The real server escapes as Node does, not as .NET does by default. Our own writes are known to be well formed.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private Func<PipeWriter, CancellationToken, ValueTask>? stream;

    private Reply(int status) => Status = status;

    public int Status { get; init; }

    public string? ContentType { get; private init; }

    /// <summary>Null when the body is streamed or there is none.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; private init; }

    public List<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static Reply Empty(int status) => new(status);

    public static Reply Json(int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return new Reply(status) { ContentType = JsonType, Bytes = buffer.WrittenMemory };
    }

    public static Reply Ok(Action<Utf8JsonWriter> write) => Json(200, write);

    public static Reply Raw(int status, string contentType, ReadOnlyMemory<byte> bytes) =>
        new(status) { ContentType = contentType, Bytes = bytes };

    /// <summary>A list in its envelope, row by row; <paramref name="count"/> is asked for after the last row.</summary>
    public static Reply List<T>(IEnumerable<T> rows, Action<Utf8JsonWriter, T> writeRow, Func<long>? count) =>
        List(rows, writeRow, count is null ? null : w => w.WriteNumberValue(count()));

    /// <summary>The same where the count is no number.</summary>
    public static Reply List<T>(IEnumerable<T> rows, Action<Utf8JsonWriter, T> writeRow, Action<Utf8JsonWriter>? writeCount) =>
        new(200)
        {
            ContentType = JsonType,
            stream = async (pipe, cancel) =>
            {
                await using var writer = new Utf8JsonWriter(pipe, Options);
                writer.WriteStartObject();
                writer.WriteStartArray("data"u8);
                foreach (var row in rows)
                {
                    writeRow(writer, row);
                    if (writer.BytesPending + pipe.UnflushedBytes > FlushThreshold)
                    {
                        writer.Flush();
                        await pipe.FlushAsync(cancel);
                    }
                }

                writer.WriteEndArray();
                if (writeCount is not null)
                {
                    writer.WritePropertyName("count"u8);
                    writeCount(writer);
                }

                writer.WriteEndObject();
            },
        };

    /// <summary>A body that is made while it is sent.</summary>
    public static Reply Stream(string contentType, Func<PipeWriter, CancellationToken, ValueTask> write) => new(200) { ContentType = contentType, stream = write };

    /// <summary>A JSON value.</summary>
    public static Reply Json(int status, JsonNode? value) => Json(status, w =>
    {
        if (value is null)
        {
            w.WriteNullValue();
        }
        else
        {
            value.WriteTo(w);
        }
    });

    public static Reply Count(long count) => Ok(w =>
    {
        w.WriteStartObject();
        w.WriteNumber("count"u8, count);
        w.WriteEndObject();
    });

    public static Reply Problem(ApiProblem problem) => Json(problem.Status, w =>
    {
        w.WriteStartObject();
        w.WriteStartObject("exception"u8);
        w.WriteString("name"u8, problem.Name);
        w.WriteString("message"u8, problem.Message);
        if (problem.Details is not null)
        {
            w.WriteString("details"u8, problem.Details);
        }

        w.WriteEndObject();
        w.WriteEndObject();
    });

    public Reply With(string header, string value)
    {
        Headers.Add(new(header, value));
        return this;
    }

    /// <summary>The same reply with another body.</summary>
    public Reply WithBody(ReadOnlyMemory<byte> bytes, string? contentType = null, int? status = null) =>
        new(status ?? Status) { ContentType = contentType ?? ContentType, Bytes = bytes, Headers = Headers };

    public async ValueTask WriteBodyAsync(PipeWriter pipe, CancellationToken cancel)
    {
        if (stream is not null)
        {
            await stream(pipe, cancel);
        }
        else if (Bytes is { Length: > 0 } bytes)
        {
            await pipe.WriteAsync(bytes, cancel);
        }
    }

    public async ValueTask<ReadOnlyMemory<byte>> RenderAsync(CancellationToken cancel)
    {
        if (Bytes is { } bytes)
        {
            return bytes;
        }

        var memory = new MemoryStream();
        var pipe = PipeWriter.Create(memory, new StreamPipeWriterOptions(leaveOpen: true));
        await WriteBodyAsync(pipe, cancel);
        await pipe.CompleteAsync();
        return memory.ToArray();
    }
}
