using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Framework;

/// <summary>
/// Windows PowerShell 5.1 runs on .NET Framework. It cannot be run everywhere, but what the module's files ask of it can be
/// looked up in its reference assemblies, member by member.
/// </summary>
public sealed class SurfaceTests
{
    // What comes with the module is found first, as its resolver does it.
    private static readonly string[] Shipped = [.. Directory.GetFiles(Places.Module, "*.dll"), .. Directory.GetFiles(Places.Dependencies, "*.dll")];

    private static readonly string[] Platform =
    [
        .. Directory.GetFiles(Places.NetFramework, "*.dll"), .. Directory.GetFiles(Path.Combine(Places.NetFramework, "Facades"), "*.dll"), .. Directory.GetFiles(Places.WindowsPowerShell, "*.dll"),
    ];

    public static TheoryData<string> Files { get; } = new(Shipped.Select(file => Path.GetRelativePath(Places.Module, file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void All_that_a_file_refers_to_is_there(string file)
    {
        using var surface = new Surface([.. Shipped, .. Platform]);
        Assert.Empty(surface.Missing(Path.Combine(Places.Module, file)));
    }

    [Fact]
    public void What_is_not_there_would_be_named()
    {
        // These tests are of a newer platform and a newer PowerShell, and use them.
        using var surface = new Surface([.. Shipped, .. Platform]);
        var missing = surface.Missing(typeof(SurfaceTests).Assembly.Location);
        Assert.Contains("System.Reflection.Emit.PersistedAssemblyBuilder", missing);
        Assert.Contains("System.String.Contains(String, System.StringComparison): Boolean", missing);
        Assert.Contains("System.Collections.Concurrent.ConcurrentQueue`1.Clear(): Void", missing);
        Assert.Contains("System.Linq.Enumerable.Order`1(System.Collections.Generic.IEnumerable`1<!!0>): System.Linq.IOrderedEnumerable`1<!!0>", missing);
        Assert.Contains("System.Management.Automation.PowerShell.Create(System.Management.Automation.Runspaces.Runspace): System.Management.Automation.PowerShell", missing);
        Assert.DoesNotContain(missing, name => name.StartsWith("System.Linq.Enumerable.Select", StringComparison.Ordinal) || name.StartsWith("System.String.IndexOf", StringComparison.Ordinal));
    }

    // .NET Framework binds strong names by their exact version, and asks our resolver only for what it has not.
    [Fact]
    public void Every_package_is_shipped_in_the_version_that_is_asked_for_or_a_newer_one_and_under_its_key()
    {
        var shipped = Shipped.Select(AssemblyName.GetAssemblyName).ToDictionary(name => name.Name!, StringComparer.OrdinalIgnoreCase);
        var asked = Shipped.SelectMany(file => References(file).Select(reference => (file, reference))).Where(use => shipped.ContainsKey(use.reference.Name!)).ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, use =>
        {
            var found = shipped[use.reference.Name!];
            Assert.True(found.Version >= use.reference.Version, $"{Path.GetFileName(use.file)} asks for {use.reference}");
            Assert.Equal(use.reference.GetPublicKeyToken(), found.GetPublicKeyToken());
        });
    }

    [Fact]
    public void Every_package_has_a_strong_name_so_that_versions_stand_side_by_side() =>
        Assert.All(Directory.GetFiles(Places.Dependencies, "*.dll").Select(AssemblyName.GetAssemblyName), name => Assert.NotEmpty(name.GetPublicKeyToken()!));

    private static List<AssemblyName> References(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var reader = image.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(reference => reader.GetAssemblyReference(reference).GetAssemblyName())];
    }
}
