using System;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>A network that answers what the test says.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public const string RequestId = "request-4711";

    public static HttpResponseMessage Reply(string body, int status = 200) => Reply(Encoding.UTF8.GetBytes(body), status);

    public static HttpResponseMessage Reply(byte[] body, int status = 200)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        response.Headers.Add("x-trifacta-request-id", RequestId);
        return response;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request);
}
