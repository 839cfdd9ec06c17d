using System;
using System.Net.Http;
using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;
using Xunit;

namespace DataprepPS.Client.Tests.Json;

/// <summary>Replies that never saw a wire.</summary>
internal static class Replies
{
    public static readonly ApiRequest Request = new(new Endpoint("test", "GET /v4/test"), "/v4/test");

    public static ApiResponse Of(byte[] body) => new(Request, 200, null, new HttpResponseMessage().Headers, body);

    /// <summary>Checks that reading gives a value or the one error that stands for an unreadable reply.</summary>
    public static bool IsReadOrRefused(Func<object?> read)
    {
        try
        {
            _ = read();
            return true;
        }
        catch (InvalidResponseException e)
        {
            Assert.NotEmpty(e.Message);
            return true;
        }
    }
}
