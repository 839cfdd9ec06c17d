using System;
using System.Net.Http;

using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>What answers an endpoint. What the endpoint is stands in its line, the client's or, for what only the emulator has, its room's here.</summary>
internal sealed record Route(Endpoint Endpoint, Func<Call, Reply> Answer)
{
    /// <summary>The content type of its body; null where none is read.</summary>
    public string? ContentType => Endpoint.IsUpload ? "multipart/form-data"
        : Endpoint.Method == HttpMethod.Get || Endpoint.Method == HttpMethod.Delete ? null
        : "application/json";

    /// <summary>Whether a JSON body is read, which of what takes files only some do.</summary>
    public bool TakesJson => ContentType == "application/json" || AlsoJson;

    /// <summary>Whether it takes a JSON body as well as a file.</summary>
    public bool AlsoJson { get; init; }

    /// <summary>Whether a product has it.</summary>
    public bool IsIn(Edition edition) => Endpoint.Editions.HasFlag(edition switch
    {
        Edition.Cloud => Editions.Cloud,
        Edition.Old => Editions.Old,
        _ => Editions.SelfManaged,
    });
}
