using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Http.Headers;

namespace DataprepPS.Client.Pacing;

/// <summary>
/// What one reply said about quotas. Every header is optional and read leniently: the vendor's text gives the reset in
/// seconds and in milliseconds, and its 429 sample has only half of the headers.
/// </summary>
internal sealed class RateHeaders
{
    private const double LongestRetrySeconds = 24 * 60 * 60;

    private readonly TimeSpan? retryDelay;
    private readonly DateTimeOffset? retryDate;

    private RateHeaders(int status, HttpResponseHeaders headers)
    {
        User = RateReading.Read(headers, "x-rate-limit-user-limit", "x-rate-limit-user-remaining", "x-rate-limit-user-reset");
        Workspace = RateReading.Read(headers, "x-rate-limit-workspace-limit", "x-rate-limit-workspace-remaining", "x-rate-limit-workspace-reset");
        Date = ReadDate(First(headers, "Date"));
        Limited = status == 429 || User.Any || Workspace.Any;
        retryDelay = ReadSeconds(First(headers, "x-retry-after"));
        if (retryDelay is not null)
        {
            return;
        }

        var standard = First(headers, "Retry-After");
        retryDelay = ReadSeconds(standard);
        retryDate = retryDelay is null ? ReadDate(standard) : null;
    }

    public RateReading User { get; }

    public RateReading Workspace { get; }

    /// <summary>The server's clock when it replied, cut to the second.</summary>
    public DateTimeOffset? Date { get; }

    /// <summary>Whether the reply shows that its endpoint has a quota.</summary>
    public bool Limited { get; }

    public static RateHeaders Read(int status, HttpResponseHeaders headers) => new(status, headers);

    /// <summary>
    /// How long the server asks to stay away: <c>x-retry-after</c>, then <c>Retry-After</c> in seconds or as a date,
    /// which is held against the server's own clock where it told it. Null if it said nothing usable.
    /// </summary>
    /// <param name="now">The local clock, for a reply without a Date.</param>
    public TimeSpan? RetryAfter(DateTimeOffset now)
    {
        if (retryDate is not { } date)
        {
            return retryDelay;
        }

        var delay = date - (Date ?? now);
        return delay >= TimeSpan.Zero && delay.TotalSeconds <= LongestRetrySeconds ? delay : null;
    }

    internal static string? First(HttpResponseHeaders headers, string name)
    {
        if (!headers.TryGetValues(name, out IEnumerable<string>? values))
        {
            return null;
        }

        foreach (var value in values)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                return value.Trim();
            }
        }

        return null;
    }

    /// <summary>Reads the number a value starts with: "30", "30.0", "30;w=60", "30, 30".</summary>
    internal static double? Number(string? value)
    {
        if (value is null)
        {
            return null;
        }

        var end = value.IndexOfAny([',', ';', ' ']);
        var text = end < 0 ? value : value.Substring(0, end);
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        return isNumber && !double.IsNaN(number) && !double.IsInfinity(number) ? number : null;
    }

    private static TimeSpan? ReadSeconds(string? value)
    {
        return Number(value) is { } seconds and >= 0 and <= LongestRetrySeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static DateTimeOffset? ReadDate(string? value)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        // Each reply has a date: the usual form is read without trying all the others.
        return DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, Utc, out var date)
            || DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, Utc, out date) ? date : null;
    }
}

/// <summary>One of the two quotas a reply may tell of.</summary>
internal readonly struct RateReading
{
    /// <summary>An epoch from here on counts milliseconds: in seconds it would be the year 5138.</summary>
    private const double FirstMillisecondEpoch = 1e11;
    private const double LastEpochMilliseconds = 253370764800000;

    private RateReading(int? limit, int? remaining, DateTimeOffset? reset, bool resetInSeconds)
    {
        Limit = limit;
        Remaining = remaining;
        Reset = reset;
        ResetInSeconds = resetInSeconds;
    }

    public int? Limit { get; }

    public int? Remaining { get; }

    /// <summary>The end of the window on the server's clock.</summary>
    public DateTimeOffset? Reset { get; }

    /// <summary>Whether the reset may have been cut to the second, so that the window ends up to a second later.</summary>
    public bool ResetInSeconds { get; }

    public bool Any => Limit is not null || Remaining is not null || Reset is not null;

    public static RateReading Read(HttpResponseHeaders headers, string limitName, string remainingName, string resetName)
    {
        var limit = Count(RateHeaders.First(headers, limitName));
        var remaining = Count(RateHeaders.First(headers, remainingName));
        var epoch = RateHeaders.Number(RateHeaders.First(headers, resetName));
        var inSeconds = epoch < FirstMillisecondEpoch;
        var milliseconds = inSeconds ? epoch * 1000 : epoch;
        DateTimeOffset? reset = milliseconds is > 0 and < LastEpochMilliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : null;

        // A limit of nothing would close the endpoint for good; a 429 says that better.
        return new RateReading(limit > 0 ? limit : null, remaining, reset, inSeconds);
    }

    private static int? Count(string? value)
    {
        return RateHeaders.Number(value) switch
        {
            null => null,
            < 0 => 0,
            > int.MaxValue => null,
            { } number => (int)number,
        };
    }
}
