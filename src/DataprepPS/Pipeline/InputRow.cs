using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Security;

using DataprepPS.Client.Runs;

namespace DataprepPS.Pipeline;

/// <summary>The row that a run came from, as text: what <c>Start-DpJobGroup</c> noted on the job group it emitted.</summary>
internal static class InputRow
{
    public const string Note = "InputObject";

    // More than a line of a CSV file has.
    private const int MostProperties = 100;

    /// <summary>The row that was noted on a job group.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(PSObject? jobGroup) => From(jobGroup?.Properties[Note]?.Value);

    /// <summary>The row that an input of a cmdlet is, or that was noted on it; an id or a run alone is none.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Behind(PSObject? input) =>
        input?.Properties[Note] is { } note ? From(note.Value) : input?.BaseObject is ValueType or string or Run ? [] : From(input);

    private static KeyValuePair<string, string>[] From(object? row) => row switch
    {
        null => [],
        PSObject { BaseObject: IDictionary members } => Members(members),
        IDictionary members => Members(members),
        PSObject custom => [.. custom.Properties.Where(property => property.IsGettable).Take(MostProperties).Select(property => Pair(property.Name, Value(property)))],
        _ => [Pair("Input", row)],
    };

    private static KeyValuePair<string, string>[] Members(IDictionary row) =>
        [.. row.Keys.Cast<object>().Take(MostProperties).Select(key => Pair(key.ToString() ?? string.Empty, row[key]))];

    private static KeyValuePair<string, string> Pair(string name, object? value) => new(name, Text(value));

    private static string Text(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => string.Empty,
        SecureString or PSCredential => "***",
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture),
        IEnumerable items and not string => string.Join(", ", items.Cast<object?>().Select(Text)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? string.Empty,
    };

    // A property of a user's own object may do anything when it is read.
    private static object? Value(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }
}
