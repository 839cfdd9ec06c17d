using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

using DataprepPS.Client.Resources;

namespace DataprepPS.Pipeline;

/// <summary>
/// Reads ids from what comes down the pipeline: numbers, text of digits, and objects that have the id under its
/// own name. The plain <c>Id</c> of an object is never taken: the id of a flow must not start a job.
/// </summary>
internal static class IdInput
{
    /// <summary>The ids, or an error that names the input.</summary>
    /// <param name="input">What came.</param>
    /// <param name="property">The id's own name, e.g. <c>JobGroupId</c>.</param>
    /// <param name="aliases">Other names it goes by.</param>
    /// <param name="ids">The ids found.</param>
    /// <returns>Null, or the error to report.</returns>
    public static ErrorRecord? TryRead(PSObject input, string property, IReadOnlyList<string> aliases, out long[] ids)
    {
        ids = [];
        var value = input.BaseObject is PSCustomObject or ApiObject || IsRecord(input)
            ? Named(input, property, aliases)
            : input.BaseObject;
        if (value is null)
        {
            return WrongKind(input, property);
        }

        var found = new List<long>();
        foreach (var item in Items(value))
        {
            if (TryNumber(item, out var id) && id > 0)
            {
                found.Add(id);
                continue;
            }

            if (item is not null && property.Length > 0 && Named(PSObject.AsPSObject(item), property, aliases) is { } inner && TryNumber(inner, out id) && id > 0)
            {
                found.Add(id);
                continue;
            }

            return item is PSObject or ApiObject ? WrongKind(input, property) : NotAnId(item, property, input);
        }

        ids = [.. found];
        return null;
    }

    /// <summary>As <see cref="TryRead"/>, for ids that are text.</summary>
    public static ErrorRecord? TryReadText(PSObject input, string property, IReadOnlyList<string> aliases, out string[] ids)
    {
        ids = [];
        var value = input.BaseObject is PSCustomObject or ApiObject || IsRecord(input) ? Named(input, property, aliases) : input.BaseObject;
        if (value is null)
        {
            return WrongKind(input, property);
        }

        var found = Items(value).Select(item => (item as string)?.Trim()).ToList();
        if (found.Exists(string.IsNullOrEmpty))
        {
            return ErrorRecords.Invalid("DpWrongInput", $"\"{value}\" is not {An(property)}.", "An id is a text that is not empty.", input);
        }

        ids = [.. found.OfType<string>()];
        return null;
    }

    /// <summary>An id that an object has beside its own, such as the workspace it is of; null for none.</summary>
    public static long? Find(PSObject? input, string property) =>
        input is not null && !IsPlain(input) && Named(input, property, []) is { } value && TryNumber(value, out var id) && id > 0 ? id : null;

    /// <summary>Whether it is a number or text, which PowerShell reads by itself.</summary>
    public static bool IsPlain(object input) => (input is PSObject wrapped ? wrapped.BaseObject : input) is string or ValueType;

    private static bool IsRecord(PSObject input) =>
        input.BaseObject is not (string or ValueType or IEnumerable) || input.BaseObject is IDictionary;

    private static object? Named(PSObject input, string property, IReadOnlyList<string> aliases)
    {
        foreach (var name in aliases.Prepend(property))
        {
            var value = input.BaseObject is IDictionary dictionary ? Entry(dictionary, name) : input.Properties[name]?.Value;
            if (value is not null)
            {
                return value is PSObject wrapped ? wrapped.BaseObject : value;
            }
        }

        return null;
    }

    private static object? Entry(IDictionary dictionary, string name) => dictionary.Keys.Cast<object>()
        .Where(key => string.Equals(key.ToString(), name, StringComparison.OrdinalIgnoreCase))
        .Select(key => dictionary[key]).FirstOrDefault();

    private static IEnumerable<object?> Items(object value) => value is IEnumerable items and not string and not IDictionary
        ? items.Cast<object?>().Select(item => item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item)
        : [value];

    private static bool TryNumber(object? value, out long id)
    {
        id = 0;
        return value switch
        {
            string text => long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out id),
            byte or short or ushort or int or uint or long => (id = Convert.ToInt64(value, CultureInfo.InvariantCulture)) >= long.MinValue,
            double number when number == Math.Floor(number) && Math.Abs(number) < 1e15 => (id = (long)number) >= long.MinValue,
            decimal number when number == decimal.Floor(number) && Math.Abs(number) < 1e15m => (id = (long)number) >= long.MinValue,
            _ => false,
        };
    }

    private static ErrorRecord WrongKind(PSObject input, string property)
    {
        var kind = input.BaseObject is PSCustomObject ? "An object" : An(input.BaseObject.GetType().Name, "A");
        return ErrorRecords.Invalid(
            "DpWrongInput",
            $"{kind} without {An(property)} came down the pipeline: {Shown(input)}.",
            $"Pipe ids or objects that have {An(property)}; an Id alone is not taken, because it could be the id of something else.",
            input);
    }

    private static ErrorRecord NotAnId(object? item, string property, PSObject input) => ErrorRecords.Invalid(
        "DpWrongInput",
        $"\"{item}\" is not {An(property)}.",
        "An id is a whole number above zero.",
        input);

    private static string An(string word, string article = "a") => $"{article}{("AEIO".IndexOf(word[0]) >= 0 ? "n" : string.Empty)} {word}";

    private static string Shown(PSObject input)
    {
        var text = input.ToString();
        return text.Length > 100 ? text.Substring(0, 100) + "…" : text;
    }
}
