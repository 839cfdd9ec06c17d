using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Http;

/// <summary>One call as it is meant, however many attempts it takes.</summary>
internal sealed class ApiRequest(Endpoint endpoint, string path, Query? query = null)
{
    public Endpoint Endpoint { get; } = endpoint;

    /// <summary>Absolute path below the base address, without the query.</summary>
    public string Path { get; } = path;

    public Query? Query { get; } = query;

    /// <summary>The body, made anew for each attempt; null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>The <c>x-execution-id</c> that makes a run safe to repeat.</summary>
    public Guid? ExecutionId { get; init; }

    /// <summary>The <c>Accept</c> header.</summary>
    public string Accept { get; init; } = "application/json";

    /// <summary>What a downloaded file must begin with; empty for anything.</summary>
    public string Opening { get; init; } = string.Empty;

    /// <summary>Hears of a file on its way how many bytes of it have been sent or received; from 0 again with each attempt.</summary>
    public Action<long>? OnBytes { get; init; }

    /// <summary>
    /// True once an attempt left this machine and no reply says that the server refused it. It stays true: what a
    /// later attempt met does not undo what an earlier one may have done.
    /// </summary>
    public bool MayHaveActed { get; set; }

    /// <summary>The whole of the path and query.</summary>
    public string Target => Path + Query;

    public static ApiRequest Get(Endpoint endpoint, long id, Query? query = null) => new(endpoint, endpoint.At(id), query);

    public static Func<HttpContent> Json(JsonNode? body)
    {
        var bytes = Encoding.UTF8.GetBytes(body?.ToJsonString() ?? "null");
        return () => new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }

    public override string ToString() => $"{Endpoint.Method} {Path}";
}
