using System.Text.Json.Serialization;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Macros;

/// <summary>A macro: steps of recipes under a name. The API shows one only when it is imported; follows importMacroPackage.</summary>
public sealed class Macro : NamedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long MacroId => Id;
}
