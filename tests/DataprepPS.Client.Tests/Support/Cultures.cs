using System;
using System.Globalization;

namespace DataprepPS.Client.Tests.Support;

/// <summary>The cultures in which careless code breaks: the Turkish i, commas in numbers, other calendars and digits.</summary>
internal static class Cultures
{
    private static readonly string[] Names = ["", "tr-TR", "de-DE", "th-TH", "ar-SA"];

    public static void Each(Action test)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var name in Names)
            {
                CultureInfo.CurrentCulture = new CultureInfo(name);
                test();
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
