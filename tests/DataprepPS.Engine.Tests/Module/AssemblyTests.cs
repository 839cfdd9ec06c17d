using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Module;

/// <summary>What is shipped, what shows of it, and when it is loaded.</summary>
public sealed class AssemblyTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private const string Loaded = "[AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { if (-not $_.IsDynamic -and $_.Location.StartsWith([IO.Path]::GetDirectoryName($module))) { [IO.Path]::GetFileName($_.Location) } }";

    [Fact]
    public void No_part_of_PowerShell_is_shipped() =>
        Assert.Empty(Directory.EnumerateFiles(Places.Module, "System.Management.Automation*.dll", SearchOption.AllDirectories));

    [Fact]
    public void Only_its_own_two_assemblies_are_in_the_root() =>
        Assert.Equal(["DataprepPS.Client.dll", "DataprepPS.dll"], Directory.EnumerateFiles(Places.Module, "*.dll").Select(Path.GetFileName).Order());

    [Fact]
    public void The_cmdlets_refer_to_no_package() => Assert.Equal(
        ["DataprepPS.Client", "System.Management.Automation", "netstandard"],
        ModuleTypes.Assembly.GetReferencedAssemblies().Select(name => name.Name!).Order(StringComparer.Ordinal));

    [Fact]
    public void Nothing_public_shows_a_type_of_a_package()
    {
        var packages = Directory.EnumerateFiles(Places.Dependencies, "*.dll").Select(file => Path.GetFileNameWithoutExtension(file)!).ToHashSet();
        Assert.NotEmpty(packages);
        Assert.Empty(ModuleTypes.Assembly.GetExportedTypes()
            .SelectMany(type => Shown(type).SelectMany(Parts), (type, part) => (type, part))
            .Where(use => packages.Contains(use.part.Assembly.GetName().Name!)).Select(use => $"{use.type} shows {use.part}"));
    }

    // PowerShell looks at all types before our resolver is there: what needs the client then gets it into the wrong context.
    [Fact]
    public void No_type_needs_the_client_to_be_looked_at()
    {
        var alone = Directory.CreateTempSubdirectory("dataprep-");
        var file = Path.Combine(alone.FullName, "DataprepPS.dll");
        File.Copy(Path.Combine(Places.Module, "DataprepPS.dll"), file);
        var names = string.Join("','", ModuleTypes.Assembly.GetExportedTypes().Select(type => type.FullName));
        Assert.Equal(["looked"], FreshShell.Run($$"""
            $assembly = [Reflection.Assembly]::LoadFrom('{{file}}')
            foreach ($name in '{{names}}') { try { $null = $assembly.GetType($name, $true) } catch { "$name needs more: $_" } }
            'looked'
            """));
        alone.Delete(recursive: true);
    }

    [Fact]
    public void An_import_loads_neither_the_client_nor_a_package() =>
        Assert.Equal(["DataprepPS.dll"], FreshShell.Run($"Import-Module $module; {Loaded}"));

    [Fact]
    public void Nothing_more_is_loaded_for_the_names_of_cmdlets_and_parameters() => Assert.Equal(
        ["True", "True", "DataprepPS.dll"],
        FreshShell.Run($$"""
            Import-Module $module
            (Get-Command -Module DataprepPS).Count -gt 20
            [Management.Automation.CommandCompletion]::CompleteInput('Get-DpSession -', 15, $null).CompletionMatches.Count -gt 1
            {{Loaded}}
            """));

    private static IEnumerable<Type> Shown(Type type)
    {
        IEnumerable<Type?> shown = [type.BaseType, .. type.GetInterfaces()];
        foreach (var member in type.GetMembers(Declared))
        {
            shown = member switch
            {
                MethodBase method when method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly =>
                    shown.Concat(method.GetParameters().Select(parameter => parameter.ParameterType)).Append((method as MethodInfo)?.ReturnType),
                FieldInfo field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly => shown.Append(field.FieldType),
                _ => shown,
            };
        }

        return shown.OfType<Type>();
    }

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()) : [type];
}
