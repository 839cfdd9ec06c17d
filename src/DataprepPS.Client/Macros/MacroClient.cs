using System.Collections.Generic;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Packages;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Macros;

/// <summary>Takes macros out of a workspace and brings them into another; the API does nothing else with them.</summary>
public sealed class MacroClient : PackageClient<Macro>
{
    private static readonly ResourceEndpoints None = new("Macro", "/v4/macros") { Get = null, List = null, Count = null, Create = null, Update = null, Delete = null };

    internal MacroClient(SessionParts parts)
        : base(parts, None, new PackageEndpoints(MacroEndpoints.Package, MacroEndpoints.Import), static () => DataprepJson.Default.Macro)
    {
    }

    // Its JSON is what an import takes as it is.
    private protected override bool IsZip => false;

    private protected override string LookCommand => "the macros in the user interface, which no cmdlet but Export-DpMacro reads,";

    private protected override Imported<Macro> ReadImported(ApiResponse response, ImportRequest request) => new([ReplyReader.Identified(response, Type)], null);

    private protected override IReadOnlyList<Sought> SoughtFor(ImportRequest request) => [];
}
