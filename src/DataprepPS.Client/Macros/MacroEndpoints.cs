using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Macros;

/// <summary>The endpoints of macros.</summary>
internal static class MacroEndpoints
{
    public static readonly Endpoint Package = new("getMacroPackage", "GET /v4/macros/{id}/package");
    public static readonly Endpoint Import = new("importMacroPackage", "POST /v4/macros/package") { IsUpload = true };
}
