using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace DataprepPS.Client.Schedules;

/// <summary>Names of time zones as the API takes them: those of IANA. Windows calls its zones otherwise, and .NET Framework knows no others.</summary>
public static class TimeZoneNames
{
    private static readonly Lazy<Dictionary<string, string>> FromWindows = new(Load);

    /// <summary>The IANA name of a zone.</summary>
    /// <param name="name">That name, e.g. Europe/Berlin, or UTC, or the one that Windows has, e.g. W. Europe Standard Time.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static string ToIana(string name) => TryToIana(name) ?? throw new ArgumentException(
        $"\"{name}\" is no name of a time zone. Names are those of IANA, such as Europe/Berlin, or those of Windows, such as W. Europe Standard Time.");

    /// <summary>The zone of a machine; UTC where its name is not one that others know.</summary>
    public static string OfMachine(TimeZoneInfo zone) => TryToIana(zone.Id) ?? "UTC";

    private static string? TryToIana(string name)
    {
        var trimmed = name.Trim();
        return trimmed.Equals("UTC", StringComparison.OrdinalIgnoreCase) || trimmed.Equals("GMT", StringComparison.OrdinalIgnoreCase) ? trimmed.ToUpperInvariant()
            : FromWindows.Value.TryGetValue(trimmed, out var iana) ? iana
            : trimmed.IndexOf('/') > 0 && trimmed.All(letter => char.IsLetterOrDigit(letter) || "/_-+".IndexOf(letter) >= 0) ? trimmed
            : null;
    }

    private static Dictionary<string, string> Load()
    {
        using var reader = new StreamReader(typeof(TimeZoneNames).Assembly.GetManifestResourceStream("time-zones.txt")
            ?? throw new InvalidDataException("time-zones.txt is missing from this assembly."));
        return reader.ReadToEnd().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
    }
}
