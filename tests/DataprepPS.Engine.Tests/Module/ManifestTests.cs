using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Module;

/// <summary>What the manifest says is so.</summary>
public sealed class ManifestTests
{
    private static readonly Hashtable Manifest = (Hashtable)Parser.ParseFile(Places.Manifest, out _, out _).Find(ast => ast is HashtableAst, false)!.SafeGetValue();

    [Fact]
    public void It_is_valid()
    {
        using var shell = Shell.Lease();
        Assert.Equal("DataprepPS", shell.Run("Test-ModuleManifest $args[0]", Places.Manifest).One.Text("Name"));
    }

    [Fact]
    public void It_exports_exactly_the_cmdlets_of_the_assembly_by_name()
    {
        var declared = ModuleTypes.Assembly.GetExportedTypes().Where(type => !type.IsAbstract && typeof(Cmdlet).IsAssignableFrom(type))
            .Select(type => (CmdletAttribute)Attribute.GetCustomAttribute(type, typeof(CmdletAttribute))!).Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}");
        Assert.Equal(declared.Order(), Words("CmdletsToExport").Order());
        Assert.Equal(Words("CmdletsToExport").Order(), Cmdlets.All.Select(cmdlet => cmdlet.Name).Order());
    }

    [Theory]
    [InlineData("FunctionsToExport")]
    [InlineData("VariablesToExport")]
    [InlineData("AliasesToExport")]
    public void It_exports_nothing_else_and_says_so(string kind)
    {
        Assert.True(Manifest.ContainsKey(kind));
        Assert.Empty(Words(kind));
    }

    [Fact]
    public void It_asks_for_Windows_PowerShell_5_1_and_serves_both_editions()
    {
        Assert.Equal("5.1", Manifest["PowerShellVersion"]);
        Assert.Equal("4.7.2", Manifest["DotNetFrameworkVersion"]);
        Assert.Equal(["Desktop", "Core"], Words("CompatiblePSEditions"));
    }

    [Theory]
    [InlineData("RootModule")]
    [InlineData("TypesToProcess")]
    [InlineData("FormatsToProcess")]
    public void It_names_only_files_that_are_there(string kind)
    {
        Assert.NotEmpty(Words(kind));
        Assert.All(Words(kind), name => Assert.True(File.Exists(Path.Combine(Places.Module, name)), name));
    }

    private static IReadOnlyList<string> Words(string key) => Manifest[key] is IEnumerable many and not string ? [.. many.Cast<string>()] : [(string)Manifest[key]!];
}
