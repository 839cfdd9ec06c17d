using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace DataprepPS.Emulator;

/// <summary>
/// The emulator's own side, under <c>/_emulator/</c> and without credentials: for tests that are not .NET and for people
/// with a browser. What happens here is in no journal.
/// </summary>
internal sealed class ControlRoutes(EmulatorServer server)
{
    public const string Root = "/_emulator";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var (status, answer) = (200, (object?)null);
        try
        {
            (status, answer) = Answer(request.Method, request.Path.Value![Root.Length..].Trim('/'), request.Query, body);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException)
        {
            (status, answer) = (400, new { error = e.Message });
        }

        context.Response.StatusCode = status;
        if (answer is not null)
        {
            context.Response.ContentType = Reply.JsonType;
            await context.Response.BodyWriter.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer, Json), context.RequestAborted);
        }
    }

    private (int Status, object? Answer) Answer(string method, string path, IQueryCollection query, string body)
    {
        switch ($"{method} {path}".ToUpperInvariant())
        {
            case "GET JOURNAL":
                return (200, server.Journal.Entries.Where(e => query["operation"] is not [{ } wanted] || wanted == e.OperationId).Select(Describe));
            case "DELETE JOURNAL":
                server.Journal.Clear();
                return (204, null);
            case "GET ACTIONS":
                return (200, server.Journal.Actions);
            case "GET STATS":
                return (200, server.Journal.Stats);
            case "POST FAULTS":
                var rules = FaultScript.Parse(body);
                server.Faults.Add(rules);
                return (200, new { added = rules.Count });
            case "DELETE FAULTS":
                server.Faults.Clear();
                return (204, null);
            case "POST RESET":
                server.Reset();
                return (204, null);
            case "POST WORLD":
                return (200, (JsonSerializer.Deserialize<WorldChange>(body, Json) ?? new WorldChange()).ApplyTo(server.World));
            case "GET TOKENS":
                return (200, server.Tokens.Summary());
            case "POST TOKENS":
                return (200, server.Tokens.Issue());
            case "POST TOKENS/DISABLE":
                server.Tokens.Disable();
                return (204, null);
            case "POST TOKENS/END":
                server.Tokens.EndAccess();
                return (204, null);
            case "GET JOBGROUPS":
                return (200, server.World.JobGroups.Select(Describe));
            case "GET LEDGER":
                return (200, Ledger.Lines);
            default:
                return (404, new { error = $"No {method} {Root}/{path}. There are: GET|DELETE journal, GET actions, GET stats, POST|DELETE faults, POST reset, POST world, GET|POST tokens, POST tokens/disable, POST tokens/end, GET jobGroups, GET ledger." });
        }
    }

    private static object Describe(JournalEntry entry) => new
    {
        entry.Sequence,
        entry.Time,
        entry.Method,
        entry.Path,
        entry.OperationId,
        Status = entry.Reset ? "reset" : (object?)entry.Status,
        entry.RequestId,
        entry.ExecutionId,
        Authorization = new { Scheme = entry.AuthorizationScheme, Accepted = entry.Authorized },
        entry.Body,
        entry.InFlight,
        Acted = entry.HasActed,
        entry.Effect,
        entry.Fault,
        entry.ClientDropped,
        entry.Finished,
    };

    private object Describe(JobGroup group) => new
    {
        group.Id,
        RecipeId = group.Recipe.Id,
        Status = group.StatusAt(server.World.Now),
        group.StartedAt,
        group.ExecutionId,
        group.DeploymentId,
        RunParameters = group.RunParameters is null ? null : JsonNode.Parse(group.RunParameters),
        Overrides = group.Overrides is null ? null : JsonNode.Parse(group.Overrides),
    };
}
