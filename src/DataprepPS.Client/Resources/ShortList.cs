using System.Collections.Generic;
using System.Linq;

namespace DataprepPS.Client.Resources;

/// <summary>Names the first of many in a message, and how many the others are: nobody reads a line of five hundred.</summary>
public static class ShortList
{
    private const int Shown = 20;

    /// <summary>The names with commas between them, e.g. "1, 2, 3", or twenty of them "and 5 more".</summary>
    public static string Of<T>(IReadOnlyCollection<T> names) =>
        string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? $" and {names.Count - Shown} more" : string.Empty);
}
