using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace DataprepPS.Client.Sessions;

/// <summary>How profiles are written: no reflection at start, and readable by people.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    WriteIndented = true,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProfileDocument))]
internal sealed partial class ProfileJson : JsonSerializerContext;

/// <summary>The file of profiles.</summary>
internal sealed class ProfileDocument
{
    public IReadOnlyList<SessionProfile>? Profiles { get; init; }
}
