using System.Globalization;
using System.Net.Http;

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

/// <summary>
/// One line of the API: the operation, its method and path, what it does and its documented quota. Retry,
/// pacing, tests and the ledger all go by these lines.
/// </summary>
internal sealed class Endpoint
{
    public Endpoint(string operation, HttpMethod method, string path, Effect effect = Effect.Read, RateQuota? quota = null)
    {
        Operation = operation;
        Method = method;
        Path = path;
        Effect = effect;
        Quota = quota;
    }

    /// <summary>The operation id of the vendor's specification; also the quota class.</summary>
    public string Operation { get; }

    public HttpMethod Method { get; }

    /// <summary>The path with its placeholders, e.g. <c>/v4/jobGroups/{id}/publish</c>.</summary>
    public string Path { get; }

    public Effect Effect { get; }

    public RateQuota? Quota { get; }

    /// <summary>The path for one object.</summary>
    public string At(long id) => Path.Replace("{id}", id.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => $"{Method} {Path}";
}
