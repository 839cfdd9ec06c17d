using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace DataprepPS.Engine.Tests.Support;

/// <summary>What a script or a cmdlet wrote, stream by stream.</summary>
internal sealed record Result
{
    // Far more than anything takes here, so that what hangs fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public required IReadOnlyList<PSObject?> Output { get; init; }

    /// <summary>Errors that ended nothing but their input.</summary>
    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    /// <summary>The error that ended everything.</summary>
    public ErrorRecord? Thrown { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<string> Verbose { get; init; }

    public required IReadOnlyList<string> Debug { get; init; }

    public required IReadOnlyList<string> Information { get; init; }

    /// <summary>The one object that came.</summary>
    public PSObject One => Assert.Single(Clean().Output)!;

    /// <summary>The one error there was, whether it ended everything or not.</summary>
    public ErrorRecord Error => Assert.Single(AllErrors);

    public IReadOnlyList<ErrorRecord> AllErrors => Thrown is null ? Errors : [.. Errors, Thrown];

    /// <summary>The values of a property of all objects.</summary>
    public IReadOnlyList<object?> Values(string property) => [.. Output.Select(item => item.Value(property))];

    public IReadOnlyList<long> Ids(string property = "Id") => [.. Values(property).Select(value => (long)value!)];

    /// <summary>Checks that there was no error.</summary>
    public Result Clean()
    {
        Assert.Empty(AllErrors.Select(error => $"{error.FullyQualifiedErrorId}: {error}"));
        return this;
    }

    /// <summary>Checks that nothing came, and no error either.</summary>
    public void Nothing() => Assert.Empty(Clean().Output);

    /// <summary>Checks the id that the error starts with.</summary>
    public ErrorRecord Fails(string id)
    {
        Assert.StartsWith(id + ",", Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        return Error;
    }

    /// <summary>Runs to its end.</summary>
    /// <param name="powershell">What to run.</param>
    /// <param name="input">What is piped to it; null when nothing is.</param>
    public static Result Of(PowerShell powershell, object?[]? input)
    {
        using var output = new PSDataCollection<PSObject?>();
        using var piped = input is null ? null : new PSDataCollection<object?>(input);
        piped?.Complete();
        var end = powershell.BeginInvoke(piped, output);
        if (!end.AsyncWaitHandle.WaitOne(Patience))
        {
            powershell.Stop();
            Assert.Fail($"It does not end. Until now: {string.Join(" ", powershell.Streams.Error)} {string.Join(" ", powershell.Streams.Warning)}");
        }

        try
        {
            powershell.EndInvoke(end);
            return Of(powershell, [.. output], null);
        }
        catch (RuntimeException e)
        {
            return Of(powershell, [.. output], e.ErrorRecord);
        }
    }

    public static Result Of(PowerShell powershell, IReadOnlyList<PSObject?> output, ErrorRecord? thrown) => new()
    {
        Output = output,
        Errors = [.. powershell.Streams.Error.Where(error => error.Exception is not PipelineStoppedException && error != thrown)],
        Thrown = thrown,
        Warnings = [.. powershell.Streams.Warning.Select(record => record.Message)],
        Verbose = [.. powershell.Streams.Verbose.Select(record => record.Message)],
        Debug = [.. powershell.Streams.Debug.Select(record => record.Message)],
        Information = [.. powershell.Streams.Information.Select(record => record.ToString())],
    };
}

/// <summary>Short ways into what PowerShell returns.</summary>
internal static class PSObjectExtensions
{
    /// <summary>A property's value without its wrapper.</summary>
    public static object? Value(this PSObject? item, string property) => item?.Properties[property]?.Value is PSObject { BaseObject: not PSCustomObject and var value } ? value : item?.Properties[property]?.Value;

    public static string Text(this PSObject? item, string property) => item.Value(property)?.ToString() ?? string.Empty;

    public static long Id(this PSObject? item) => (long)item.Value("Id")!;
}
