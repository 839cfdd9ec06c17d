using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Isolation;

/// <summary>Another module's older, equal or newer copy of each package, loaded before ours or after: neither sees the other's.</summary>
public sealed class OtherCopiesTests
{
    [Theory]
    [InlineData("older", true)]
    [InlineData("older", false)]
    [InlineData("equal", true)]
    [InlineData("equal", false)]
    [InlineData("newer", true)]
    [InlineData("newer", false)]
    public void They_disturb_nobody(string age, bool isFirst)
    {
        using var shell = Shell.Lease();
        var folder = Directory.CreateTempSubdirectory("dataprep-");
        // What belongs to the runtime cannot be replaced by another module; the engine has no other package of ours.
        var names = Directory.GetFiles(Places.Dependencies, "*.dll").Where(file => !IsPartOfPlatform(file)).Select(file => Impostor(file, age, folder.FullName)).ToList();
        Assert.Contains("Polly.Core", names);
        var load = $"foreach ($name in '{string.Join("','", names)}') {{ $null = [Reflection.Assembly]::LoadFrom('{folder.FullName}/' + $name + '.dll') }}";
        var job = ImportTests.Job(shell);
        var lines = FreshShell.Run($$"""
            {{(isFirst ? load : job)}}
            {{(isFirst ? job : load)}}
            {{job}}
            $all = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.IsDynamic }
            foreach ($name in '{{string.Join("','", names)}}') {
                $ours = @($all | Where-Object { $_.GetName().Name -eq $name -and $_.Location.StartsWith('{{Places.Dependencies}}') })
                $theirs = @($all | Where-Object { $_.GetName().Name -eq $name -and $_.Location.StartsWith('{{folder.FullName}}') })
                if ($ours.Count -ne 1) { "not ours: $name" }
                elseif ([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($ours[0]).Name -ne 'DataprepPS') { "in the wrong context: $name" }
                if ($theirs.Count -ne 1) { "not theirs: $name" }
            }
            $all | Where-Object { $_.GetName().Name -eq 'DataprepPS.Client' } | ForEach-Object { "client in $([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" }
            """);
        Assert.Equal(["status=Complete", "status=Complete", "client in DataprepPS"], lines);
        folder.Delete(recursive: true);
    }

    private static bool IsPartOfPlatform(string file)
    {
        var theirs = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).FirstOrDefault(path => Path.GetFileName(path) == Path.GetFileName(file));
        return theirs is not null && Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal)
            && AssemblyName.GetAssemblyName(theirs).Version >= AssemblyName.GetAssemblyName(file).Version;
    }

    // An assembly with the package's name and another version, as another module would bring it.
    private static string Impostor(string file, string age, string folder)
    {
        var name = AssemblyName.GetAssemblyName(file);
        var version = age switch
        {
            "older" => new Version(Math.Max(1, name.Version!.Major - 1), 0, 0, 0),
            "newer" => new Version(name.Version!.Major + 1, 1, 0, 0),
            _ => name.Version!,
        };
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name.Name!) { Version = version }, typeof(object).Assembly);
        assembly.DefineDynamicModule(name.Name!).DefineType("Impostor", TypeAttributes.Public).CreateType();
        assembly.Save(Path.Combine(folder, name.Name + ".dll"));
        return name.Name!;
    }
}
