using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace DataprepPS.Engine.Tests.Support;

/// <summary>A runspace with the module, whose current session is one with an emulator of its own.</summary>
internal sealed class Shell : IDisposable
{
    public const string Token = "secret";

    // What the emulator of most tests is started with.
    public const string Usual = "--speed 100 --seed 100 --quota 100000 --basic joe:pass";

    private readonly Action<Shell> release;

    private Shell(Emulator server, RecordingHost host, Action<Shell> release)
    {
        (Server, Host, this.release) = (server, host, release);
        Runspace = Open(host);
    }

    public Emulator Server { get; }

    public RecordingHost Host { get; }

    public Runspace Runspace { get; }

    /// <summary>A shell of the pool: its emulator is as at its start, and its session is new.</summary>
    /// <param name="server">How the emulator is started.</param>
    /// <param name="token">The token it takes.</param>
    public static Shell Lease(string server = Usual, string token = Token)
    {
        var shell = ShellPool.Take(server) ?? new Shell(Emulator.Start(server), new RecordingHost(), returned => ShellPool.Return(server, returned));
        shell.Server.Reset();
        shell.Host.Seen.Clear();
        shell.Connect(token);
        return shell;
    }

    /// <summary>Another shell at the same emulator, with a host of its own; closed when it is disposed.</summary>
    public Shell Beside(RecordingHost? host = null, bool isConnected = true)
    {
        var shell = new Shell(Server, host ?? new RecordingHost(), static beside => beside.Runspace.Dispose());
        if (isConnected)
        {
            shell.Connect(Token);
        }

        return shell;
    }

    /// <summary>A new current session. Nothing is asked of the server.</summary>
    public void Connect(string token = Token) => Run("Connect-DpSession -Token $args[0] -BaseUri $args[1] -SkipCheck", token, Server.BaseUri).Nothing();

    /// <summary>A script to its end, with everything it wrote. An error that ends it is in <see cref="Result.Thrown"/>.</summary>
    public Result Run(string script, params object?[] arguments) => Invoke(powershell => powershell.AddScript(script), arguments);

    /// <summary>One cmdlet with parameters, and what is piped to it.</summary>
    public Result Call(string cmdlet, IReadOnlyDictionary<string, object?> parameters, params object?[]? input)
    {
        using var powershell = PowerShell.Create(Runspace);
        powershell.AddCommand(cmdlet).AddParameters(parameters.ToDictionary(pair => pair.Key, pair => pair.Value));
        return Result.Of(powershell, input);
    }

    /// <summary>A script that goes on while the test does other things.</summary>
    public RunningScript Start(string script, params object?[] arguments)
    {
        var powershell = PowerShell.Create(Runspace);
        powershell.AddScript(script);
        Array.ForEach(arguments, argument => powershell.AddArgument(argument));
        return new RunningScript(powershell);
    }

    public void Dispose() => release(this);

    private Result Invoke(Action<PowerShell> command, object?[] arguments)
    {
        using var powershell = PowerShell.Create(Runspace);
        command(powershell);
        Array.ForEach(arguments, argument => powershell.AddArgument(argument));
        return Result.Of(powershell, null);
    }

    private static Runspace Open(RecordingHost host)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Places.Manifest]);
        var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        return runspace;
    }
}
