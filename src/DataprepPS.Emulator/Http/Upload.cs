using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace DataprepPS.Emulator;

/// <summary>
/// The parts of a multipart body: fields, and the one file, under whatever name a client sends it (<c>data</c>, <c>archive</c> and
/// <c>File</c> were seen). A large file waits on disk, so that a package of any size takes no memory.
/// </summary>
internal sealed class Upload : IDisposable
{
    private const int InMemory = 1 << 20;

    private readonly Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The file; null when there is none, or the body could not be read.</summary>
    public Stream? File { get; private set; }

    public string FileName { get; private set; } = "package.zip";

    public string? Field(string name) => fields.GetValueOrDefault(name);

    public static bool Is(HttpRequest request) => request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;

    public static async Task<Upload> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        var upload = new Upload();
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            return upload;
        }

        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(cancel) is { } section)
            {
                await upload.TakeAsync(section, cancel);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException && !cancel.IsCancellationRequested)
        {
            // What is no multipart body has no file.
            upload.File = null;
        }

        return upload;
    }

    public void Dispose() => File?.Dispose();

    private async Task TakeAsync(MultipartSection section, CancellationToken cancel)
    {
        var disposition = section.GetContentDispositionHeader();
        var name = disposition is null ? string.Empty : HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? string.Empty;
        var fileName = disposition is null ? null : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
        if (fileName is null && !name.Equals("data", StringComparison.OrdinalIgnoreCase) && !name.Equals("archive", StringComparison.OrdinalIgnoreCase) && !name.Equals("File", StringComparison.OrdinalIgnoreCase))
        {
            using var reader = new StreamReader(section.Body);
            fields[name] = await reader.ReadToEndAsync(cancel);
            return;
        }

        var file = new FileBufferingReadStream(section.Body, InMemory);
        await file.DrainAsync(cancel);
        file.Position = 0;
        File = file;
        FileName = fileName ?? FileName;
    }
}
