using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Emulator;

/// <summary>A package as it is exported and imported: a ZIP file with one JSON document, in the form that the API has for package documents.</summary>
internal sealed class Package
{
    private const int Block = 64 * 1024;
    private const string Edition = "Emulator";

    private Package(JsonObject document) => Document = document;

    /// <summary><c>type</c>, <c>kind</c>, <c>hash</c>, <c>data</c> and <c>metadata</c>.</summary>
    public JsonObject Document { get; }

    public JsonObject Data => Document["data"] as JsonObject ?? [];

    /// <summary>Whether it was made here, so that all in it can be put back.</summary>
    public bool IsOurs => Document["metadata"]?["edition"]?.ToString() == Edition;

    /// <summary>A package in the form that the product gives its own.</summary>
    public static Package Of(string type, JsonObject data, string? comment, DateTimeOffset now) => new(new JsonObject
    {
        ["type"] = type,
        ["kind"] = "artifact",
        ["metadata"] = new JsonObject { ["edition"] = Edition, ["exportedAt"] = Wire.Text(now), ["comment"] = comment },
        ["data"] = data,
        ["hash"] = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(data.ToJsonString()))),
    });

    /// <summary>Reads the file of an upload; null for a package that another product made, of which only that it is a ZIP file is known.</summary>
    /// <exception cref="ApiProblem">There is no file, or it is no ZIP file.</exception>
    public static Package? Read(Call call)
    {
        var file = call.Upload?.File ?? throw ApiProblem.Invalid("data", "is required: the package as a multipart part");
        file.Position = 0;
        Span<byte> head = stackalloc byte[2];
        if (file.ReadAtLeast(head, 2, throwOnEndOfStream: false) < 2 || !head.SequenceEqual("PK"u8))
        {
            throw ApiProblem.Invalid("data", "must be a ZIP file");
        }

        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            using var entry = zip.Entries.FirstOrDefault(entry => entry.Name.EndsWith(".json", StringComparison.Ordinal))?.Open();
            return entry is not null && JsonNode.Parse(entry) is JsonObject { } document && document["data"] is JsonObject ? new Package(document) : null;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The package as a reply that is made while it is sent.</summary>
    public Reply Answer(Call call, string fileName) => Reply.Stream("application/zip", (pipe, cancel) => WriteAsync(pipe, call.Options.PackageSize, cancel))
        .With("Content-Disposition", $"attachment; filename=\"{fileName}\"");

    private async ValueTask WriteAsync(PipeWriter pipe, long size, CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(pipe.AsStream(leaveOpen: true), ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancel);
        await WriteAsync(zip, $"{Document["type"]}.json", CompressionLevel.Fastest, [Encoding.UTF8.GetBytes(Document.ToJsonString())], cancel);
        if (size > 0)
        {
            await WriteAsync(zip, "padding.bin", CompressionLevel.NoCompression, Padding(size), cancel);
        }
    }

    private static async Task WriteAsync(ZipArchive zip, string name, CompressionLevel level, IEnumerable<ReadOnlyMemory<byte>> blocks, CancellationToken cancel)
    {
        await using var entry = await zip.CreateEntry(name, level).OpenAsync(cancel);
        foreach (var block in blocks)
        {
            await entry.WriteAsync(block, cancel);
        }
    }

    /// <summary>Noise in one buffer, again and again: no packer looks back as far as the buffer is long.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Padding(long size)
    {
        var noise = RandomNumberGenerator.GetBytes(Block);
        for (var left = size; left > 0; left -= Block)
        {
            yield return noise.AsMemory(0, (int)Math.Min(Block, left));
        }
    }
}
