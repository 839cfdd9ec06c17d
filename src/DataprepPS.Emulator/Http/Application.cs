using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DataprepPS.Emulator;

/// <summary>
/// What Kestrel calls for each request: journal, fault, credentials, quota, content type, operation, reply, in the order
/// in which the real server seems to look at them.
/// </summary>
internal sealed class Application(EmulatorServer server) : IHttpApplication<HttpContext>
{
    private const int JournalBodyLimit = 64 * 1024;

    private readonly RouteTable routes = new(Ledger.Of(server.Options.Edition));
    private readonly Credentials credentials = new(server.Options, server.Tokens, server.World);
    private readonly TokenEndpoint tokens = new(server);
    private readonly ControlRoutes control = new(server);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        if (server.TokenUri?.Port == context.Connection.LocalPort)
        {
            await tokens.AnswerAsync(context);
            return;
        }

        if (context.Request.Path.StartsWithSegments(ControlRoutes.Root))
        {
            await control.AnswerAsync(context);
            return;
        }

        var path = context.Request.Path.Value!;
        var route = routes.Find(context.Request.Method, path, out var values);
        var entry = Begin(context, route);
        context.Response.Headers["x-trifacta-request-id"] = entry.RequestId;
        context.Response.Headers.Date = entry.Time.ToString("R", CultureInfo.InvariantCulture);
        if (server.Options.Serial)
        {
            await server.Turn.WaitAsync(server.Stopping);
        }

        try
        {
            await AnswerAsync(context, route, values, entry);
            entry.ClientDropped = context.RequestAborted.IsCancellationRequested && !entry.ServerClosed;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The client left, or never sent what it announced: there is nobody to answer.
            entry.ClientDropped = !server.Stopping.IsCancellationRequested;
            context.Abort();
        }
        finally
        {
            server.Journal.End(entry);
            if (server.Options.Serial)
            {
                server.Turn.Release();
            }
        }
    }

    private async Task AnswerAsync(HttpContext context, Route? route, IReadOnlyList<string> values, JournalEntry entry)
    {
        var cancel = context.RequestAborted;
        using var upload = route?.Endpoint.IsUpload == true && Upload.Is(context.Request) ? await ReadUploadAsync(context.Request, entry, cancel) : null;
        var body = upload is null ? await ReadBodyAsync(context.Request, entry, cancel) : [];
        if (server.Options.Latency > TimeSpan.Zero)
        {
            await Task.Delay(server.Options.Latency, cancel);
        }

        var delivery = new Delivery(context, entry, server.Options);
        var fault = server.Faults.Next(route?.Endpoint.Operation, entry.Method, entry.Path);
        var reply = fault is { Acts: false } ? null : Answer(context, route, values, body, upload, entry);
        if (fault is null)
        {
            await delivery.SendAsync(reply!, cancel);
            return;
        }

        entry.Fault = fault.Name;
        server.Journal.CountFault();
        await new FaultPlayer(fault, context, delivery, server.Stopping).PlayAsync(reply, cancel);
    }

    private Reply Answer(HttpContext context, Route? route, IReadOnlyList<string> values, byte[] body, Upload? upload, JournalEntry entry)
    {
        QuotaState? quota = null;
        Reply reply;
        try
        {
            if (!entry.Authorized)
            {
                throw Credentials.Refusal;
            }

            if (route is null)
            {
                throw ApiProblem.RouteNotFound(entry.Method, context.Request.Path.Value!);
            }

            quota = server.Quotas.Take(route.Endpoint, entry.AuthorizationScheme ?? "anybody");
            if (quota?.RetryAfter is not null)
            {
                server.Journal.CountQuotaViolation();
                throw quota.Problem;
            }

            ContentTypes.Check(context.Request, route, hasBody: body.Length > 0 || upload is not null);
            var call = new Call(context.Request, body, server.World, server.Options, entry, route.Endpoint.Path, values, upload);
            if (upload is null && route.TakesJson)
            {
                call.ReadJson();
                RequestSchemas.Check(route.Endpoint.Operation, call.Body);
            }

            // One request at a time changes or reads the world; what is slow, writing the reply, happens outside.
            lock (server.World.Sync)
            {
                server.World.Advance();
                reply = route.Answer(call);
            }
        }
        catch (ApiProblem problem)
        {
            reply = Reply.Problem(problem);
        }
        catch (Exception e)
        {
            // A defect of the emulator must not look like an answer of the real server.
            reply = Reply.Problem(new ApiProblem(500, "EmulatorDefect", e.Message, e.ToString()));
        }

        quota?.AddTo(reply);
        return reply;
    }

    private JournalEntry Begin(HttpContext context, Route? route)
    {
        var request = context.Request;
        var (scheme, right) = credentials.Check(request.Headers.Authorization.ToString());
        var time = server.World.Now;
        return server.Journal.Begin((sequence, inFlight) => new JournalEntry
        {
            Sequence = sequence,
            Time = time,
            Method = request.Method,
            Path = request.Path.Value + request.QueryString.Value,
            OperationId = route?.Endpoint.Operation,
            RequestId = Guid.NewGuid().ToString(),
            ExecutionId = request.Headers["x-execution-id"] is [{ } executionId, ..] ? executionId : null,
            InFlight = inFlight,
            AuthorizationScheme = scheme,
            Authorized = right,
            Journal = server.Journal,
        });
    }

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, JournalEntry entry, CancellationToken cancel)
    {
        if (request.ContentLength == 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count == 0))
        {
            return [];
        }

        var memory = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, 1 << 20));
        await request.Body.CopyToAsync(memory, cancel);
        var body = memory.ToArray();
        entry.Body = Upload.Is(request) ? Described(request, body.Length) : Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, JournalBodyLimit)));
        return body;
    }

    private static async Task<Upload> ReadUploadAsync(HttpRequest request, JournalEntry entry, CancellationToken cancel)
    {
        var upload = await Upload.ReadAsync(request, cancel);
        entry.Body = Described(request, request.ContentLength ?? upload.File?.Length ?? 0);
        return upload;
    }

    private static string Described(HttpRequest request, long length) => $"({request.ContentType!.Split(';')[0]}, {length} bytes)";
}
