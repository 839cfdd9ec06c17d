using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Xunit;

namespace DataprepPS.Engine.Tests.Support;

/// <summary>Whatever the module exports, so that rules hold for a new cmdlet without being told of it.</summary>
internal static class Cmdlets
{
    private static readonly Lazy<IReadOnlyDictionary<string, CmdletInfo>> Found = new(Find);

    public static IReadOnlyCollection<CmdletInfo> All => [.. Found.Value.Values];

    /// <summary>Names for a theory: all cmdlets, or those that the rule is about.</summary>
    public static TheoryData<string> Names(Func<CmdletInfo, bool>? isMeant = null) => new(All.Where(isMeant ?? (_ => true)).Select(cmdlet => cmdlet.Name).Order());

    /// <summary>Names and parameter sets for a theory.</summary>
    public static TheoryData<string, string> Sets(Func<CmdletInfo, bool> isMeant)
    {
        var sets = new TheoryData<string, string>();
        foreach (var cmdlet in All.Where(isMeant).OrderBy(cmdlet => cmdlet.Name))
        {
            foreach (var set in cmdlet.ParameterSets)
            {
                sets.Add(cmdlet.Name, set.Name);
            }
        }

        return sets;
    }

    public static CmdletInfo Named(string name) => Found.Value[name];

    /// <summary>Whether it talks to the server of a session.</summary>
    public static bool Talks(CmdletInfo cmdlet) => Bases(cmdlet.ImplementingType).Any(type => type.FullName == "DataprepPS.Commands.SessionCommand");

    /// <summary>Whether it does its work for each id that is piped to it; a report is of all of them together, and there is one of none.</summary>
    public static bool TakesIds(CmdletInfo cmdlet) => cmdlet.Name != "Export-DpReport" && cmdlet.Parameters.ContainsKey("InputObject") && cmdlet.Parameters.Values.Any(IsId);

    public static bool Changes(CmdletInfo cmdlet) => cmdlet.Parameters.ContainsKey("WhatIf");

    /// <summary>The parameters that the class declares itself.</summary>
    public static IReadOnlyList<ParameterMetadata> OwnParameters(CmdletInfo cmdlet) =>
        [.. cmdlet.Parameters.Values.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name) && !Cmdlet.OptionalCommonParameters.Contains(parameter.Name) && parameter.Name != "ProgressAction")];

    /// <summary>The name under which an object of another cmdlet has the id.</summary>
    public static string IdName(CmdletInfo cmdlet)
    {
        var parameter = cmdlet.Parameters.Values.First(IsId);
        return parameter.Aliases.Prepend(parameter.Name).First(name => name.Length > "Id".Length && name.EndsWith("Id", StringComparison.Ordinal));
    }

    private static bool IsId(ParameterMetadata parameter) =>
        parameter.ParameterType == typeof(long[]) && parameter.ParameterSets.Values.Any(set => set.Position == 0);

    private static IEnumerable<Type> Bases(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            yield return type;
        }
    }

    private static Dictionary<string, CmdletInfo> Find()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Places.Manifest]);
        // It stays open: what is known of parameters is read when it is asked for.
        var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        return shell.AddScript("Get-Command -Module DataprepPS").Invoke<CmdletInfo>().ToDictionary(cmdlet => cmdlet.Name, StringComparer.OrdinalIgnoreCase);
    }
}
