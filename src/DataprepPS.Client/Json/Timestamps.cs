using System;
using System.Globalization;

namespace DataprepPS.Client.Json;

/// <summary>
/// Instants as the API writes and servers really send them: ISO 8601, or epoch seconds or milliseconds, told
/// apart by magnitude. Culture and time zone of the machine play no part.
/// </summary>
internal static class Timestamps
{
    // 10^11 seconds is the year 5138; 10^11 milliseconds is 1973. Between them lies the unit.
    private const double MillisecondsFrom = 1e11;

    private static readonly double MaxSeconds = (DateTimeOffset.MaxValue - DateTimeOffset.FromUnixTimeSeconds(0)).TotalSeconds - 1;

    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return TryFromEpoch(number, out instant);
        }

        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
            out instant);
    }

    public static bool TryFromEpoch(double number, out DateTimeOffset instant)
    {
        var seconds = Math.Abs(number) >= MillisecondsFrom ? number / 1000 : number;
        instant = default;
        if (double.IsNaN(seconds) || Math.Abs(seconds) > MaxSeconds)
        {
            return false;
        }

        try
        {
            instant = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000));
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }
}
