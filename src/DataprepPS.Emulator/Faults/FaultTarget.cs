using System;
using System.Collections.Generic;
using System.Linq;

namespace DataprepPS.Emulator;

/// <summary>
/// The fluent side of the fault script. <c>times: 0</c> is always. Each method adds one rule and answers the target
/// again, so that faults can follow each other: <c>On("runJobGroup").Status(503, times: 2).ResetAfter()</c>.
/// </summary>
public sealed class FaultTarget
{
    private readonly FaultScript script;
    private readonly FaultRule rule;

    internal FaultTarget(FaultScript script, string operation)
        : this(script, new FaultRule { Operation = operation, Fault = FaultKind.Status })
    {
    }

    private FaultTarget(FaultScript script, FaultRule rule) => (this.script, this.rule) = (script, rule);

    /// <summary>Lets this many matching requests through first.</summary>
    public FaultTarget Skip(int requests) => new(script, rule with { Skip = requests });

    /// <summary>Plays the fault for this share of the matching requests.</summary>
    public FaultTarget WithProbability(double probability) => new(script, rule with { Probability = probability });

    public FaultTarget Status(int status, string? body = null, string? contentType = null, int times = 1, params (string Name, string Value)[] headers) =>
        Add(FaultKind.Status, times, r => r with { Status = status, Body = body, ContentType = contentType, Headers = Headers(headers) });

    public FaultTarget StatusAfter(int status, string? body = null, string? contentType = null, int times = 1, params (string Name, string Value)[] headers) =>
        Add(FaultKind.StatusAfter, times, r => r with { Status = status, Body = body, ContentType = contentType, Headers = Headers(headers) });

    public FaultTarget ResetBefore(int times = 1) => Add(FaultKind.ResetBefore, times);

    public FaultTarget ResetAfter(int times = 1) => Add(FaultKind.ResetAfter, times);

    public FaultTarget HangBefore(double? seconds = null, int times = 1) => Add(FaultKind.HangBefore, times, r => r with { Seconds = seconds });

    public FaultTarget HangAfter(double? seconds = null, int times = 1) => Add(FaultKind.HangAfter, times, r => r with { Seconds = seconds });

    public FaultTarget Truncate(int times = 1) => Add(FaultKind.Truncate, times);

    public FaultTarget Html(int times = 1) => Add(FaultKind.Html, times);

    public FaultTarget HtmlBefore(int times = 1) => Add(FaultKind.HtmlBefore, times);

    public FaultTarget Slow(int delayMs = 20, int chunkBytes = 1, int times = 1) =>
        Add(FaultKind.Slow, times, r => r with { DelayMs = delayMs, ChunkBytes = chunkBytes });

    public FaultTarget NotModified(string? body = null, int times = 1) => Add(FaultKind.NotModified, times, r => r with { Body = body });

    public FaultTarget Redirect(string location, int status = 302, int times = 1) =>
        Add(FaultKind.Redirect, times, r => r with { Location = location, Status = status });

    /// <summary>Sets headers on an otherwise normal reply; a null value removes one.</summary>
    public FaultTarget Headers(IReadOnlyDictionary<string, string?> headers, int times = 1) =>
        Add(FaultKind.Headers, times, r => r with { Headers = headers });

    public FaultTarget Body(string body, string? contentType = null, int? status = null, int times = 1) =>
        Add(FaultKind.Body, times, r => r with { Body = body, ContentType = contentType, Status = status });

    public FaultTarget Body(byte[] body, string? contentType = null, int? status = null, int times = 1) =>
        Add(FaultKind.Body, times, r => r with { Base64 = body, ContentType = contentType, Status = status });

    public FaultTarget EchoAuthorization(int status = 500, int times = 1) => Add(FaultKind.EchoAuthorization, times, r => r with { Status = status });

    public FaultTarget Huge(int mib, int times = 1) => Add(FaultKind.Huge, times, r => r with { MiB = mib });

    public FaultTarget GzipBomb(int mib, int times = 1) => Add(FaultKind.GzipBomb, times, r => r with { MiB = mib });

    public FaultTarget DataNull(int times = 1) => Add(FaultKind.DataNull, times);

    public FaultTarget BareArray(int times = 1) => Add(FaultKind.BareArray, times);

    public FaultTarget NumbersAsStrings(int times = 1) => Add(FaultKind.NumbersAsStrings, times);

    private static Dictionary<string, string?>? Headers((string Name, string Value)[] headers) =>
        headers.Length == 0 ? null : headers.ToDictionary(h => h.Name, h => (string?)h.Value);

    private FaultTarget Add(FaultKind kind, int times, Func<FaultRule, FaultRule>? fill = null)
    {
        var added = rule with { Fault = kind, Times = times };
        script.Add(fill is null ? added : fill(added));
        return new FaultTarget(script, rule.Operation);
    }
}
