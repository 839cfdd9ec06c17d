using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Emulator;

/// <summary>Entry point of the emulator.</summary>
public static class Program
{
    private const int WrongUsage = 2;

    /// <summary>Runs the emulator until it is stopped.</summary>
    public static async Task<int> Main(string[] args)
    {
        if (args is ["--demo"])
        {
            using var stop = new CancellationTokenSource();
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            });
            return await Demo.RunAsync(stop.Token);
        }

        var line = CommandLine.Parse(args);
        if (line.Problem is not null)
        {
            await Console.Error.WriteLineAsync(line.Problem);
            return WrongUsage;
        }

        if (line.WantsHelp)
        {
            Console.WriteLine(CommandLine.Help);
            return 0;
        }

        try
        {
            await RunAsync(line);
            return 0;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task RunAsync(CommandLine line)
    {
        var stop = new TaskCompletionSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        await using var server = await EmulatorServer.StartAsync(line.Options);
        server.Faults.Add(line.Faults);
        Console.WriteLine($"ready {server.BaseUri.AbsoluteUri.TrimEnd('/')}");
        if (server.TokenUri is not null)
        {
            Console.WriteLine($"tokens {server.TokenUri.AbsoluteUri}");
        }

        await stop.Task;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.TrySetResult();
        }
    }
}
