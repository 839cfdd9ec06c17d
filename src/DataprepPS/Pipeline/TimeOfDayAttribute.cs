using System;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace DataprepPS.Pipeline;

/// <summary>
/// Reads a time of day such as 6:30, and nothing else: PowerShell would take 6 for six ticks and "6" for six days.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeOfDayAttribute : ArgumentTransformationAttribute
{
    private static readonly Regex Form = new(@"^\s*([01]?\d|2[0-3]):([0-5]\d)(:00)?\s*$", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        null => null,
        DateTime instant => new TimeSpan(instant.Hour, instant.Minute, 0),
        TimeSpan time when time >= TimeSpan.Zero && time < TimeSpan.FromDays(1) => time,
        string text when Form.Match(text) is { Success: true } match => new TimeSpan(Number(match, 1), Number(match, 2), 0),
        _ => throw new ArgumentTransformationMetadataException($"\"{inputData}\" is not a time of day: write hours and minutes, such as 6:30 or 18:00."),
    };

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
}
