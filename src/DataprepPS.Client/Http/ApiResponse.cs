using System;
using System.Net.Http.Headers;

namespace DataprepPS.Client.Http;

/// <summary>A successful reply with its body in memory. The body is only good until the reading function returns.</summary>
internal sealed class ApiResponse(ApiRequest request, int status, string? requestId, HttpResponseHeaders headers, ReadOnlyMemory<byte> body)
{
    public ApiRequest Request { get; } = request;

    public int Status { get; } = status;

    public string? RequestId { get; } = requestId;

    /// <summary>The server's clock when it answered.</summary>
    public DateTimeOffset? Date => headers.Date;

    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>Takes the secret out of what is to be shown of the body.</summary>
    public Func<string, string> Mask { get; init; } = static text => text;
}
