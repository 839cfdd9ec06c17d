using System.Reflection;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Packages;

/// <summary>Names of files that every system takes.</summary>
public sealed class FileNameTests
{
    [Theory]
    [InlineData("Sales 2026", "Sales 2026")]
    [InlineData("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j")]
    [InlineData("tab\there\r\n", "tab_here__")]
    [InlineData("ends with dots...", "ends with dots")]
    [InlineData(".hidden", "hidden")]
    [InlineData("con", "_con")]
    [InlineData("LPT1.old", "_LPT1.old")]
    [InlineData("console", "console")]
    [InlineData("Übergrößen-Ärzte", "Übergrößen-Ärzte")]
    [InlineData("U\u0308ber", "Über")]
    [InlineData("../../etc/passwd", "_.._etc_passwd")]
    [InlineData("???", null)]
    [InlineData(" . ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_name_is_kept_as_far_as_files_can_have_it(string? name, string? safe) => Assert.Equal(safe, Safe(name));

    [Fact]
    public void A_long_name_is_cut_and_no_letter_in_two()
    {
        Assert.Equal(100, Safe(new string('a', 300))!.Length);
        Assert.Equal(99, Safe(new string('a', 99) + "\U0001F600 and more")!.Length);
    }

    private static string? Safe(string? name) =>
        (string?)ModuleTypes.Assembly.GetType("DataprepPS.Pipeline.FileNames")!.GetMethod("Safe", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [name]);
}
