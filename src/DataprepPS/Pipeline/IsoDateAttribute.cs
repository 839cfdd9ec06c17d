using System;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace DataprepPS.Pipeline;

/// <summary>
/// Reads dates such as 2024-01-31 alike in every country. PowerShell binds text by the user's culture: in Thailand
/// 2024 would be a year of the 15th century, and in Saudi Arabia none. Other forms are left to PowerShell.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IsoDateAttribute : ArgumentTransformationAttribute
{
    private static readonly Regex Iso = new(@"^\s*\d{4}-\d{2}-\d{2}", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text && Iso.IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var date) ? date : inputData;
}
