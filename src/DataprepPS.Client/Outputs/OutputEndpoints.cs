using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Outputs;

/// <summary>The endpoints of output objects and of what they write.</summary>
internal static class OutputEndpoints
{
    public static readonly ResourceEndpoints OutputObjects = new("OutputObject", "/v4/outputObjects");
    public static readonly Endpoint Inputs = new("getInputsForOutputObject", "GET /v4/outputObjects/{id}/inputs") { Note = "The vendor's example; count comes without being asked for, as there." };
    public static readonly Endpoint Script = new("getPythonScriptForOutputObjectInput", "POST /v4/outputObjects/{id}/wrangleToPython", Effect.Read) { Note = "Makes a script and changes nothing, although it is a POST. The columns are one text with commas, as the vendor's library sends them." };

    public static readonly ResourceEndpoints WriteSettings = new("WriteSetting", "/v4/writeSettings");
    public static readonly ResourceEndpoints Publications = new("Publication", "/v4/publications");
    public static readonly ResourceEndpoints SqlScripts = new("SqlScript", "/v4/sqlScripts");
}
