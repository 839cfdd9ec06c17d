using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

using DataprepPS.Client.Connections;
using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Packages;

/// <summary>
/// The client of objects that leave a server as packages and come into another. Neither way takes memory for what is in the
/// package. An import has no key: after a lost reply the new objects that bear the package's names are looked for.
/// </summary>
public abstract class PackageClient<T> : ResourceClient<T>, IPackageClient
    where T : Resource
{
    // What an import puts before a name: [6820bb80] 2013 POS.
    private static readonly Regex Prefix = new(@"^\[[0-9a-f]{4,40}\] ", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private readonly PackageEndpoints packages;

    private protected PackageClient(SessionParts parts, ResourceEndpoints endpoints, PackageEndpoints packages, Func<JsonTypeInfo<T>> type)
        : base(parts, endpoints, type) => this.packages = packages;

    /// <summary>Whether a package is a ZIP file; else it is JSON, or what the server makes of it.</summary>
    private protected virtual bool IsZip => true;

    /// <summary>What people call an object, for the name of a file; null where the API does not tell.</summary>
    public virtual async Task<string?> GetNameAsync(long id, CallContext context) => Endpoints.Get is null
        ? null
        : (await GetAsync(id, new ReadOptions { Fields = ["name"] }, context).ConfigureAwait(false) as NamedResource)?.Name;

    /// <summary>Writes the package of an object to a stream, from the start again if it breaks off.</summary>
    /// <param name="id">The object.</param>
    /// <param name="comment">A note that goes with it.</param>
    /// <param name="target">Gets it.</param>
    /// <param name="onBytes">Hears how much of it has come; from 0 again with each attempt.</param>
    /// <param name="context">Who asks.</param>
    /// <returns>The number of bytes.</returns>
    /// <exception cref="InvalidResponseException">What came is not a package.</exception>
    public Task<long> ExportAsync(long id, string? comment, Stream target, Action<long>? onBytes, CallContext context) =>
        ExportAsync(packages.Export.At(id), new Query().Add("comment", comment), target, onBytes, context);

    /// <summary>Imports a package and reads what it made, as the server shows it afterwards.</summary>
    /// <param name="request">The package and where to.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="ArgumentException">The package or the mapping cannot be right.</exception>
    /// <exception cref="MappingNeededException">Nothing was imported: the server asks what stands here for connections or parameters.</exception>
    /// <exception cref="OutcomeUnknownException">It may have been imported.</exception>
    public async Task<IReadOnlyList<T>> ImportAsync(ImportRequest request, CallContext context)
    {
        var sought = SoughtFor(request);
        var turns = sought.Select(one => one.Name ?? string.Empty).Distinct().Select(Creations.Begin).ToList();
        try
        {
            var newest = await NewestAsync(context).ConfigureAwait(false);
            var started = Time.GetTimestamp();
            var path = PathOf(packages.Import, request);
            var parts = await FieldsAsync(request, context).ConfigureAwait(false);
            var made = await UploadAsync(
                request,
                body => ChangeAsync(
                    new ApiRequest(packages.Import, path, QueryOf(request)) { Content = body, OnBytes = request.OnBytes },
                    response => ReadImported(response, request),
                    $"Look at {LookCommand} before you import it again.",
                    () => FindImportedAsync(sought, newest, started, () => turns.Exists(turn => turn.IsShared), context.WithRetryTime(LookRetryTime)),
                    context),
                parts).ConfigureAwait(false);
            if (made.Reply is { NeedsMapping: true } asked)
            {
                throw new MappingNeededException(request.File, asked) { Method = packages.Import.Method.Method, Path = path };
            }

            var objects = await MadeAsync(made, request, context).ConfigureAwait(false);
            foreach (var one in objects)
            {
                Lost.Claim(one.Id);
            }

            return Endpoints.Get is null ? objects : await Task.WhenAll(objects.Select(one => ReadBackAsync(one, context))).ConfigureAwait(false);
        }
        finally
        {
            turns.ForEach(turn => turn.Dispose());
        }
    }

    /// <summary>Asks what an import would change; nothing is changed.</summary>
    /// <param name="request">The package and where to.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="ArgumentException">There is no dry run of this kind, or the package or the mapping cannot be right.</exception>
    public async Task<PackageImport> TryImportAsync(ImportRequest request, CallContext context)
    {
        var endpoint = packages.ImportDryRun ?? throw new ArgumentException($"The API has no dry run for the import of a {Thing}.");
        var parts = await FieldsAsync(request, context).ConfigureAwait(false);
        var reply = await UploadAsync(
            request,
            body => Transport.SendAsync(
                new ApiRequest(endpoint, PathOf(endpoint, request), QueryOf(request)) { Content = body, OnBytes = request.OnBytes },
                response => ReplyReader.Object(response, DataprepJson.Default.PackageImport),
                context),
            parts).ConfigureAwait(false);
        reply.Path = request.File.Path;
        return reply;
    }

    async Task<IReadOnlyList<Resource>> IPackageClient.ImportAsync(ImportRequest request, CallContext context) => await ImportAsync(request, context).ConfigureAwait(false);

    /// <summary>What the reply of an import says was made.</summary>
    /// <exception cref="JsonException">It says nothing.</exception>
    private protected abstract Imported<T> ReadImported(ApiResponse response, ImportRequest request);

    /// <summary>What an import makes, as far as the package tells; nothing where it does not.</summary>
    private protected abstract IReadOnlyList<Sought> SoughtFor(ImportRequest request);

    /// <summary>The objects, where the reply alone does not say which they are.</summary>
    private protected virtual Task<IReadOnlyList<T>> MadeAsync(Imported<T> imported, ImportRequest request, CallContext context) => Task.FromResult(imported.Objects);

    private protected virtual string PathOf(Endpoint endpoint, ImportRequest request) => endpoint.Path;

    private protected Task<long> ExportAsync(string path, Query query, Stream target, Action<long>? onBytes, CallContext context) => Transport.DownloadAsync(
        new ApiRequest(packages.Export, path, query) { Accept = "application/zip, application/json, */*;q=0.1", Opening = IsZip ? "PK" : string.Empty, OnBytes = onBytes }, target, context);

    /// <summary>Something new of a name, with or without what imports put before it.</summary>
    private protected static Sought Named(string name) => new(name, row => row.FindText("name") is { } shown && (shown == name || Prefix.Replace(shown, string.Empty) == name));

    private static Query QueryOf(ImportRequest request) => new Query().Add("folderId", request.FolderId);

    // What is imported is often what was made and exported just now, and would be found by its name and age: only what has a higher
    // id than anything before can be it.
    private async Task<long> NewestAsync(CallContext context)
    {
        if (Endpoints.List is not { } list)
        {
            return 0;
        }

        try
        {
            var rows = await Transport.SendAsync(
                new ApiRequest(list, list.Path, ListWords.Add("limit", 1).Add("sort", "-id")), response => ReplyReader.List(response, DataprepJson.Default.AnyResource).Items, context).ConfigureAwait(false);
            return rows.Select(row => row.Id).DefaultIfEmpty(0).Max();
        }
        catch (DataprepException e) when (e.Kind != ErrorKind.Authentication)
        {
            // Then a lost reply is looked for by the names alone.
            return 0;
        }
    }

    private async Task<Settled<Imported<T>>> FindImportedAsync(IReadOnlyList<Sought> sought, long newest, long started, Func<bool> isShared, CallContext context)
    {
        // The server may have put something before the names, so none of them can narrow the list.
        var (ids, seen) = await Lost.FindAsync([.. sought.Select(one => new Sought(null, row => row.FindId("id") > newest && one.IsIt(row)))], started, isShared, context).ConfigureAwait(false);
        return new Settled<Imported<T>>(ids is null ? null : new Imported<T>(await Task.WhenAll(ids.Select(id => GetAsync(id, null, context))).ConfigureAwait(false), null), seen);
    }

    // A refusal of the part's name is no refusal of the package: the same is sent once more under the name that the server wants.
    private async Task<TResult> UploadAsync<TResult>(ImportRequest request, Func<Func<HttpContent>, Task<TResult>> send, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        if (!request.File.IsZip)
        {
            return await send(() => JsonBody(request.File)).ConfigureAwait(false);
        }

        ApiException? first = null;
        HashSet<string> tried = [];
        for (var part = Parts.UploadPart.Name; ; )
        {
            tried.Add(part);
            try
            {
                var name = part;
                var result = await send(() => Form(request.File, name, fields)).ConfigureAwait(false);
                Parts.UploadPart.Name = part;
                return result;
            }
            catch (ApiException e) when (UploadPart.After(e, tried) is { } next)
            {
                first ??= e;
                part = next;
            }
            catch (ApiException e) when (first is not null && e.Kind == ErrorKind.InvalidInput)
            {
                throw first;
            }
        }
    }

    private FileContent JsonBody(PackageFile file) => !IsZip
        ? new FileContent(file.Path, file.Length) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } }
        : throw file.NotAPackage();

    private static MultipartFormDataContent Form(PackageFile file, string part, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        // As curl writes them, which every server understands; the fields come first because some servers read on only as they need.
        var form = new MultipartFormDataContent();
        foreach (var field in fields)
        {
            form.Add(Part(new StringContent(field.Value, Encoding.UTF8), field.Key, null, null));
        }

        form.Add(Part(new FileContent(file.Path, file.Length), part, "package.zip", "application/zip"));
        return form;
    }

    private static HttpContent Part(HttpContent content, string name, string? fileName, string? type)
    {
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = $"\"{name}\"", FileName = fileName is null ? null : $"\"{fileName}\"" };
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        return content;
    }

    private async Task<IReadOnlyList<KeyValuePair<string, string>>> FieldsAsync(ImportRequest request, CallContext context)
    {
        List<KeyValuePair<string, string>> fields = [];
        if (request.ConnectionMap is { Count: > 0 } map)
        {
            var pairs = new JsonArray();
            foreach (var pair in map)
            {
                pairs.Add(new JsonObject { ["connectionUuid"] = UuidThere(request.File, pair.Key), ["mappedConnectionUuid"] = await UuidHereAsync(pair.Value, context).ConfigureAwait(false) });
            }

            fields.Add(new("connectionIdMapping", pairs.ToJsonString()));
        }

        if (request.EnvironmentParameterMapping() is { } mapping)
        {
            fields.Add(new("environmentParameterMapping", mapping.ToJsonString()));
        }

        return fields;
    }

    private static string UuidThere(PackageFile file, string name)
    {
        if (Guid.TryParse(name, out _))
        {
            return name;
        }

        var known = file.Contents?.Connections ?? [];
        return known.Find(connection => connection.IsCalled(name))?.Uuid ?? throw new ArgumentException(known.Count == 0
            ? $"\"{file}\" does not tell what its connections are called: name \"{name}\" by its uuid."
            : $"\"{file}\" has no connection \"{name}\". It has {string.Join(", ", known)}.");
    }

    private async Task<string> UuidHereAsync(string connection, CallContext context)
    {
        if (!long.TryParse(connection, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id))
        {
            return connection;
        }

        var found = await Transport.SendAsync(
            ApiRequest.Get(ConnectionEndpoints.Connections.Get!, id), response => ReplyReader.Identified(response, DataprepJson.Default.AnyResource), context).ConfigureAwait(false);
        return found.AdditionalProperties.Get("uuid") as string
            ?? throw new ArgumentException($"The server does not tell the uuid of connection {id}: name it by that.");
    }
}

/// <summary>What an import made: the objects as far as the reply names them, and the reply where there is one.</summary>
internal sealed record Imported<T>(IReadOnlyList<T> Objects, PackageImport? Reply)
    where T : Resource;
