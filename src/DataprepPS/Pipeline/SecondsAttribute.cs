using System;
using System.Globalization;
using System.Management.Automation;

namespace DataprepPS.Pipeline;

/// <summary>
/// Reads a plain number as seconds. PowerShell would take 120 for 120 ticks, a hundred-thousandth of a second, and
/// "120" for 120 days. Time spans and texts such as 00:02:00 are left to PowerShell.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecondsAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        var isNumber = value is string or byte or short or int or long or float or double or decimal;
        return isNumber
            && double.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : inputData;
    }
}
