using System;
using System.Collections.Generic;
using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataprepPS.Emulator;

/// <summary>What can go wrong. "Acts" says whether the server does what was asked before things go wrong.</summary>
public enum FaultKind
{
    /// <summary>Answers a status without acting.</summary>
    Status,

    /// <summary>Acts, then answers another status.</summary>
    StatusAfter,

    /// <summary>Resets the connection without acting.</summary>
    ResetBefore,

    /// <summary>Acts, then resets the connection.</summary>
    ResetAfter,

    /// <summary>Never answers and does not act.</summary>
    HangBefore,

    /// <summary>Acts, then never answers.</summary>
    HangAfter,

    /// <summary>Acts, announces the whole length, sends half the body and closes.</summary>
    Truncate,

    /// <summary>Acts, then answers an HTML page with status 200.</summary>
    Html,

    /// <summary>Answers an HTML page with status 200 without acting.</summary>
    HtmlBefore,

    /// <summary>Acts, then sends the body in drops.</summary>
    Slow,

    /// <summary>Answers 304 without acting; with a body if the rule has one.</summary>
    NotModified,

    /// <summary>Answers a redirect to <see cref="FaultRule.Location"/> without acting.</summary>
    Redirect,

    /// <summary>Acts and answers as usual but with headers added, replaced or (null) removed.</summary>
    Headers,

    /// <summary>Acts, then answers with another body.</summary>
    Body,

    /// <summary>Answers an error whose text contains the credentials sent, without acting.</summary>
    EchoAuthorization,

    /// <summary>Acts, then answers a JSON body of <see cref="FaultRule.MiB"/> MiB.</summary>
    Huge,

    /// <summary>Acts, then answers a gzip body that unpacks to <see cref="FaultRule.MiB"/> MiB.</summary>
    GzipBomb,

    /// <summary>Answers a list as <c>{"data":null}</c>.</summary>
    DataNull,

    /// <summary>Answers a list without its envelope.</summary>
    BareArray,

    /// <summary>Sends every number of the body as a string.</summary>
    NumbersAsStrings,
}

/// <summary>One line of a fault script: which requests, how often, and what goes wrong with them.</summary>
public sealed record FaultRule
{
    private int matched;
    private int played;

    /// <summary>An operation id (<c>runJobGroup</c>), a method and path pattern (<c>GET /v4/jobGroups/*</c>), or <c>*</c>.</summary>
    public string Operation { get; init; } = "*";

    /// <summary>Matching requests let through first.</summary>
    public int Skip { get; init; }

    /// <summary>How often the fault is played; 0 is always.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The chance that a matching request gets the fault.</summary>
    public double Probability { get; init; } = 1;

    public required FaultKind Fault { get; init; }

    public int? Status { get; init; }

    /// <summary>Headers to set; a null value removes one.</summary>
    public IReadOnlyDictionary<string, string?>? Headers { get; init; }

    public string? Body { get; init; }

    /// <summary>The body where text cannot say it.</summary>
    public byte[]? Base64 { get; init; }

    public string? ContentType { get; init; }

    /// <summary>How long a hang lasts before the connection is reset; null until the client leaves.</summary>
    public double? Seconds { get; init; }

    /// <summary>The pause between two drops of a slow body.</summary>
    public int DelayMs { get; init; } = 20;

    /// <summary>The size of a drop of a slow body, in bytes.</summary>
    public int ChunkBytes { get; init; } = 1;

    public string? Location { get; init; }

    public int MiB { get; init; } = 64;

    [JsonIgnore]
    internal bool IsSpent => Times > 0 && played >= Times;

    /// <summary>Whether the server acts before the fault.</summary>
    [JsonIgnore]
    public bool Acts => Fault is not (FaultKind.Status or FaultKind.ResetBefore or FaultKind.HangBefore or FaultKind.HtmlBefore
        or FaultKind.NotModified or FaultKind.Redirect or FaultKind.EchoAuthorization);

    /// <summary>The name used in scripts and the journal.</summary>
    [JsonIgnore]
    public string Name => JsonNamingPolicy.CamelCase.ConvertName(Fault.ToString());

    internal bool Matches(string? operationId, string methodAndPath) =>
        string.Equals(Operation, operationId, StringComparison.OrdinalIgnoreCase)
        || Operation == "*"
        || (Operation.Contains(' ', StringComparison.Ordinal) && FileSystemName.MatchesSimpleExpression(Operation, methodAndPath));

    /// <summary>Counts a matching request and says whether it gets the fault.</summary>
    internal bool Take(double dice)
    {
        if (IsSpent || ++matched <= Skip || dice >= Probability)
        {
            return false;
        }

        played++;
        return true;
    }
}
