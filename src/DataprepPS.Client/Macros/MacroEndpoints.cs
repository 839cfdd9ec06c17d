using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Macros;

/// <summary>The endpoints of macros.</summary>
internal static class MacroEndpoints
{
    public static readonly Endpoint Package = new("getMacroPackage", "GET /v4/macros/{id}/package") { Note = "A JSON document, not a ZIP file." };
    public static readonly Endpoint Import = new("importMacroPackage", "POST /v4/macros/package") { IsUpload = true, Note = "Takes what getMacroPackage answered." };
}
