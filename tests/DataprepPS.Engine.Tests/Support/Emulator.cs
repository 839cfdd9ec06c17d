using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataprepPS.Engine.Tests.Support;

/// <summary>
/// The emulator in a process of its own, and what it saw. Of its own, because the module has to bring its client itself: in this
/// process the emulator would bring it along.
/// </summary>
internal sealed class Emulator : IDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly Process process;
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });

    private Emulator(Process process, Uri baseUri, Uri? tokenUri)
    {
        (this.process, BaseUri, TokenUri) = (process, baseUri, tokenUri);
        http.BaseAddress = new Uri(baseUri, "_emulator/");
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    public Uri BaseUri { get; }

    /// <summary>The token endpoint; null where the server has none.</summary>
    public Uri? TokenUri { get; }

    public static Emulator Start(string arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Places.Emulator, "--port", "0", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]) { RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        var ready = Line("ready ") ?? throw new InvalidOperationException("The emulator did not start.");
        return new Emulator(process, new Uri(ready + "/"), arguments.Contains("--token-lifetime", StringComparison.Ordinal) ? new Uri(Line("tokens ")!) : null);

        string? Line(string mark) => process.StandardOutput.ReadLine() is { } line && line.StartsWith(mark, StringComparison.Ordinal) ? line[mark.Length..] : null;
    }

    /// <summary>As at the start: world, journal, faults, quotas.</summary>
    public void Reset() => Send("POST", "reset");

    /// <summary>What was asked, of all operations or of one.</summary>
    public IReadOnlyList<Request> Requests(string? operation = null) =>
        Read<Request[]>(operation is null ? "journal" : $"journal?operation={operation}");

    /// <summary>Whatever was asked for that is not a read.</summary>
    public IReadOnlyList<Request> Changes() => [.. Requests().Where(request => request.Method != "GET")];

    /// <summary>The bodies of one operation, as they came.</summary>
    public IReadOnlyList<JsonNode> Bodies(string operation) => [.. Requests(operation).Select(request => JsonNode.Parse(request.Body!)!)];

    public void Forget() => Send("DELETE", "journal");

    /// <summary>What changed on the server.</summary>
    public IReadOnlyList<Request> Actions() => Read<Request[]>("actions");

    public JsonNode Get(string path) => JsonNode.Parse(Send("GET", path))!;

    public JsonNode? Post(string path, object? body = null) =>
        Send("POST", path, body is null ? null : JsonSerializer.Serialize(body, Web)) is { Length: > 0 } reply ? JsonNode.Parse(reply) : null;

    /// <summary>The header of a 429 that says when to come again.</summary>
    public static Dictionary<string, string> RetryAfter(int seconds) => new() { ["x-retry-after"] = $"{seconds}" };

    /// <summary>Something goes wrong with requests, once unless <paramref name="times"/> says otherwise; 0 is always.</summary>
    public void Fail(string operation, string fault, int times = 1, int? status = null, string? body = null, object? headers = null, string? location = null, string? contentType = null, int delayMs = 20, int chunkBytes = 1) =>
        Post("faults", new[] { new { operation, fault, times, status, body, headers, location, contentType, delayMs, chunkBytes } });

    public void Mend() => Send("DELETE", "faults");

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        OnExit(null, EventArgs.Empty);
        process.Dispose();
        http.Dispose();
    }

    private void OnExit(object? sender, EventArgs e)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended before us.
        }
    }

    private T Read<T>(string path) => JsonSerializer.Deserialize<T>(Send("GET", path), Web)!;

    private string Send(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var reply = http.Send(request);
        using var text = new System.IO.StreamReader(reply.Content.ReadAsStream());
        var said = text.ReadToEnd();
        return reply.IsSuccessStatusCode ? said : throw new InvalidOperationException($"{method} {path}: {said}");
    }

    /// <summary>One request as the server saw it.</summary>
    internal sealed record Request(
        string Method, string Path, string? OperationId, string? RequestId, string? ExecutionId, string? Body, JsonElement Status, int InFlight, string? Effect, string? Fault, bool ClientDropped, bool Finished, Authorization? Authorization);

    /// <summary>Who asked, as far as the journal tells.</summary>
    internal sealed record Authorization(string? Scheme, bool Accepted);
}
