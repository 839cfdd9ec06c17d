using System;
using System.Globalization;
using System.Net.Http;
using System.Text;

using DataprepPS.Client.Pacing;

namespace DataprepPS.Client.Resources;

/// <summary>What a call does on the server, which decides how it may be repeated.</summary>
internal enum Effect
{
    /// <summary>Changes nothing: may be repeated at will.</summary>
    Read,

    /// <summary>Starts something under an <c>x-execution-id</c>: may be repeated with the same one.</summary>
    Run,

    /// <summary>Changes something and has no such key: may be repeated only when the server cannot have acted.</summary>
    Change,
}

/// <summary>Where the knowledge of how an endpoint answers comes from.</summary>
internal enum Evidence
{
    /// <summary>A real reply was published, or a live server was asked by somebody who told.</summary>
    SeenLive,

    /// <summary>The vendor's documents or specification say so.</summary>
    Documented,

    /// <summary>Neither.</summary>
    Assumed,
}

/// <summary>The products that have an endpoint.</summary>
[Flags]
internal enum Editions
{
    /// <summary>Google Cloud Dataprep and what followed it.</summary>
    Cloud = 1,

    /// <summary>Self-managed Enterprise.</summary>
    SelfManaged = 2,

    /// <summary>A self-managed release such as 6.0.</summary>
    Old = 4,

    /// <summary>Deployments, releases, publish and v3 exist only on premises.</summary>
    OnPremises = SelfManaged | Old,

    /// <summary>What Release 6.0 did not have yet.</summary>
    SinceOld = Cloud | SelfManaged,

    All = Cloud | SelfManaged | Old,
}

/// <summary>
/// One line of the API: the operation, its method and path, what it does, its documented quota and how all that is known.
/// Said here once: retry, pacing, the catalogue, the emulator, the tests and the table of docs/endpoints.md go by these lines.
/// </summary>
internal sealed class Endpoint
{
    /// <param name="operation">The operation id of the vendor's specification; also the quota class.</param>
    /// <param name="line">Method and path, e.g. <c>PUT /v4/jobGroups/{id}/publish</c>.</param>
    /// <param name="effect">A read for GET and a change for everything else, unless it is a run.</param>
    /// <param name="quota">The documented calls a minute.</param>
    public Endpoint(string operation, string line, Effect? effect = null, RateQuota? quota = null)
    {
        var parts = line.Split(' ');
        Operation = operation;
        Method = new HttpMethod(parts[0]);
        Path = parts[1];
        Effect = effect ?? (Method == HttpMethod.Get ? Effect.Read : Effect.Change);
        Quota = quota;
    }

    public string Operation { get; }

    public HttpMethod Method { get; }

    /// <summary>The path with its placeholders, e.g. <c>/v4/jobGroups/{id}/publish</c>.</summary>
    public string Path { get; }

    public Effect Effect { get; }

    public RateQuota? Quota { get; }

    public Evidence Evidence { get; init; } = Evidence.Documented;

    public Editions Editions { get; init; } = Editions.All;

    /// <summary>What is not certain about it, or surprises; empty for nothing.</summary>
    public string Note { get; init; } = string.Empty;

    /// <summary>What a list's reply has the list under, where it is not <c>data</c>.</summary>
    public string ListMember { get; init; } = "data";

    /// <summary>Whether its reply has no body, so that a status of success is all it says. Others must say something, or be a 204.</summary>
    public bool AnswersNothing { get; init; }

    /// <summary>Whether the reply holds a secret: not even the first bytes of one that cannot be read may be shown.</summary>
    public bool AnswersSecret { get; init; }

    /// <summary>Whether its body has parts, of which one is a file.</summary>
    public bool IsUpload { get; init; }

    /// <summary>The path for one object.</summary>
    public string At(long id) => At((object)id);

    /// <summary>The path with its placeholders filled in order.</summary>
    public string At(params object[] values)
    {
        var path = new StringBuilder(Path.Length + (8 * values.Length));
        var from = 0;
        var next = 0;
        for (int placeholder; (placeholder = Path.IndexOf('{', from)) >= 0; from = Path.IndexOf('}', placeholder) + 1)
        {
            var value = Convert.ToString(values[next++], CultureInfo.InvariantCulture) ?? string.Empty;
            path.Append(Path, from, placeholder - from).Append(Uri.EscapeDataString(value));
        }

        return path.Append(Path, from, Path.Length - from).ToString();
    }

    public override string ToString() => $"{Method} {Path}";
}
