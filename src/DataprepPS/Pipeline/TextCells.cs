using System;
using System.Globalization;
using System.Text;

namespace DataprepPS.Pipeline;

/// <summary>
/// Text in the cells of a terminal: Chinese, Japanese and Korean letters and emoji take two, marks that stand on a letter none. A
/// text of a server is cleaned of what would steer the terminal.
/// </summary>
internal static class TextCells
{
    private const char Replacement = '\uFFFD';

    // East Asian Wide and Fullwidth of Unicode, first and last of each block.
    private static readonly int[] Wide =
    [
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x2648, 0x2653,
        0x267F, 0x267F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA,
        0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA, 0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E,
        0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55, 0x2E80, 0x303E,
        0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF00, 0xFF60,
        0xFFE0, 0xFFE6, 0x16FE0, 0x18DFF, 0x1AFF0, 0x1B2FF, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F320,
        0x1F32D, 0x1F335, 0x1F337, 0x1F37C, 0x1F37E, 0x1F393, 0x1F3A0, 0x1F3CA, 0x1F3CF, 0x1F3D3, 0x1F3E0, 0x1F3F0, 0x1F3F4, 0x1F3F4, 0x1F3F8, 0x1F43E,
        0x1F440, 0x1F440, 0x1F442, 0x1F4FC, 0x1F4FF, 0x1F53D, 0x1F54B, 0x1F54E, 0x1F550, 0x1F567, 0x1F57A, 0x1F57A, 0x1F595, 0x1F596, 0x1F5A4, 0x1F5A4,
        0x1F5FB, 0x1F64F, 0x1F680, 0x1F6C5, 0x1F6CC, 0x1F6CC, 0x1F6D0, 0x1F6D2, 0x1F6D5, 0x1F6DF, 0x1F6EB, 0x1F6EC, 0x1F6F4, 0x1F6FC, 0x1F7E0, 0x1F7F0,
        0x1F90C, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD,
    ];

    /// <summary>How many cells a text takes.</summary>
    public static int Of(string text)
    {
        var cells = 0;
        for (var i = 0; i < text.Length; i += Length(text, i))
        {
            cells += At(text, i);
        }

        return cells;
    }

    /// <summary>The text in just so many cells: cut with an ellipsis, or with blanks behind it.</summary>
    public static string Fit(string text, int width)
    {
        var cut = Cut(text, width);
        return cut + new string(' ', Math.Max(0, width - Of(cut)));
    }

    /// <summary>The text in no more cells than that: cut with an ellipsis where it is longer.</summary>
    public static string Cut(string text, int width)
    {
        text = Clean(text);
        if (Of(text) <= width)
        {
            return text;
        }

        var cut = new StringBuilder();
        var cells = 0;
        for (var i = 0; i < text.Length; i += Length(text, i))
        {
            if (cells + At(text, i) > width - 1)
            {
                break;
            }

            cells += At(text, i);
            cut.Append(text, i, Length(text, i));
        }

        return width < 1 ? string.Empty : cut.Append('…').ToString();
    }

    /// <summary>A server's text, fit for a terminal: one line, and no character that steers it.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var turns = letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
            clean.Append(letter is '\n' or '\r' or '\t' ? ' ' : char.IsControl(letter) || turns ? Replacement : letter);
        }

        return clean.ToString();
    }

    private static int At(string text, int index)
    {
        var category = CharUnicodeInfo.GetUnicodeCategory(text, index);
        return category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0 : IsWide(Code(text, index)) ? 2 : 1;
    }

    private static int Length(string text, int index) => char.IsSurrogatePair(text, index) ? 2 : 1;

    private static int Code(string text, int index) => char.IsSurrogatePair(text, index) ? char.ConvertToUtf32(text, index) : text[index];

    private static bool IsWide(int code)
    {
        var found = Array.BinarySearch(Wide, code);
        // Between a first and a last, the search ends before an odd place.
        return found >= 0 || (~found & 1) == 1;
    }
}
