using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Parameters;

/// <summary>The endpoints of environment parameters, which all flows of a workspace share.</summary>
internal static class EnvironmentParameterEndpoints
{
    public static readonly ResourceEndpoints Parameters = new("EnvironmentParameter", "/v4/environmentParameters", editions: Editions.SinceOld)
    {
        Count = null,
        Update = null,
    };

    public static readonly Endpoint Package = new("getEnvironmentParametersPackage", "GET /v4/environmentParameters/package") { Editions = Editions.SinceOld };
    public static readonly Endpoint Import = new("importEnvironmentParametersPackage", "POST /v4/environmentParameters/package") { Editions = Editions.SinceOld, IsUpload = true, Note = "A file in the part data, says the text of the specification, which shows no parts. What it answers is assumed." };
}
