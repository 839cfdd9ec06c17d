using System;
using System.Globalization;
using System.Management.Automation;

namespace DataprepPS.Pipeline;

/// <summary>
/// Refuses a time that no wait can take while the parameter is bound, so that the error names the parameter.
/// PowerShell's own ValidateRange knows no time spans.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationAttribute : ValidateArgumentsAttribute
{
    /// <summary>Whether no time at all is meant too.</summary>
    public bool MayBeZero { get; set; }

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        var value = arguments is PSObject wrapped ? wrapped.BaseObject : arguments;
        if (value is TimeSpan time && (time < TimeSpan.Zero || (time == TimeSpan.Zero && !MayBeZero)))
        {
            var given = time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            throw new ValidationMetadataException($"{given} s is not a time to wait: give {(MayBeZero ? "0 or more" : "more than 0")} seconds.");
        }
    }
}
