using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace DataprepPS.Emulator;

/// <summary>
/// The token endpoint, on a port of its own as the real one is on a host of its own. It takes what RFC 6749 section 6
/// describes, and the fault script under the operation <c>refreshToken</c>.
/// </summary>
internal sealed class TokenEndpoint(EmulatorServer server)
{
    public const string Operation = "refreshToken";
    public const string Issuer = "/as";

    private const string Path = Issuer + "/token";

    public async Task AnswerAsync(HttpContext context)
    {
        var form = await FormAsync(context.Request);
        var token = form?["refresh_token"] is [{ Length: > 0 } sent, ..] ? sent : null;
        var entry = Begin(context, form, token);
        context.Response.Headers.Date = entry.Time.ToString("R", CultureInfo.InvariantCulture);
        try
        {
            await AnswerAsync(context, form, token, entry);
            entry.ClientDropped = context.RequestAborted.IsCancellationRequested && !entry.ServerClosed;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            entry.ClientDropped = !server.Stopping.IsCancellationRequested;
            context.Abort();
        }
        finally
        {
            server.Journal.End(entry);
        }
    }

    private async Task AnswerAsync(HttpContext context, IFormCollection? form, string? token, JournalEntry entry)
    {
        var cancel = context.RequestAborted;
        if (server.Options.Latency > TimeSpan.Zero)
        {
            await Task.Delay(server.Options.Latency, cancel);
        }

        var delivery = new Delivery(context, entry, server.Options);
        var fault = server.Faults.Next(Operation, entry.Method, entry.Path);
        var reply = fault is { Acts: false } ? null : Answer(context, form, token, entry);
        if (fault is null)
        {
            await delivery.SendAsync(reply!, cancel);
            return;
        }

        entry.Fault = fault.Name;
        server.Journal.CountFault();
        await new FaultPlayer(fault, context, delivery, server.Stopping).PlayAsync(reply, cancel);
    }

    private Reply Answer(HttpContext context, IFormCollection? form, string? token, JournalEntry entry)
    {
        try
        {
            if (!context.Request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase))
            {
                return Reply.Empty(404);
            }

            if (context.Request.Method != HttpMethods.Post || form is null)
            {
                throw new TokenProblem("invalid_request", "POST a form");
            }

            if (form["grant_type"] != "refresh_token")
            {
                throw new TokenProblem("unsupported_grant_type", "only refresh_token");
            }

            var issued = server.Tokens.Refresh(token, form["client_id"] is [{ Length: > 0 } client, ..] ? client : null, context.Request.Headers.Authorization);
            entry.Acted($"{server.Tokens.Describe(token)} replaced");
            return Reply.Ok(w =>
            {
                w.WriteStartObject();
                w.WriteString("access_token"u8, issued.AccessToken);
                w.WriteString("token_type"u8, "Bearer"u8);
                w.WriteNumber("expires_in"u8, issued.Lifetime.TotalSeconds);
                w.WriteString("refresh_token"u8, issued.RefreshToken);
                w.WriteString("scope"u8, "openid"u8);
                w.WriteString("id_token"u8, issued.IdToken);
                w.WriteEndObject();
            }).With("Cache-Control", "no-store");
        }
        catch (TokenProblem problem)
        {
            return Reply.Json(problem.Status, w =>
            {
                w.WriteStartObject();
                w.WriteString("error"u8, problem.Error);
                w.WriteString("error_description"u8, problem.Message);
                w.WriteEndObject();
            });
        }
    }

    private JournalEntry Begin(HttpContext context, IFormCollection? form, string? token) => server.Journal.Begin((sequence, inFlight) => new JournalEntry
    {
        Sequence = sequence,
        Time = server.Tokens.Now,
        Method = context.Request.Method,
        Path = context.Request.Path.Value + context.Request.QueryString.Value,
        OperationId = Operation,
        RequestId = Guid.NewGuid().ToString(),
        InFlight = inFlight,
        AuthorizationScheme = context.Request.Headers.Authorization.Count > 0 ? "(something)" : null,
        Authorized = true,
        Journal = server.Journal,
        Body = form is null ? null : string.Join('&', form.Select(field => $"{field.Key}={(field.Key == "refresh_token" ? server.Tokens.Describe(token) : field.Value)}")),
    });

    private static async Task<IFormCollection?> FormAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return null;
        }

        try
        {
            return await request.ReadFormAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or BadHttpRequestException or InvalidDataException)
        {
            return null;
        }
    }
}
