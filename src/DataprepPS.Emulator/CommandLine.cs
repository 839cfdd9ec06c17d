using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>The emulator's command line: either options to start with, or one line that says what is wrong.</summary>
internal sealed class CommandLine
{
    public const string Help = """
        A Dataprep v4 server on loopback.

          --demo                   runs the main job through the client library instead, and ends
          --port <n>               the port; 0 takes a free one (default 5080)
          --token <token>          the bearer token that is accepted (default secret)
          --basic <user:password>  accepts HTTP Basic too
          --token-lifetime <s>     opens a token endpoint, whose access tokens live that long whatever the speed
          --token-port <n>         its port (default: a free one)
          --refresh-token <token>  the refresh token it starts with (default refresh)
          --client-id <id>         the client it serves (default client)
          --refresh-lifetime <s>   how long a pair can be renewed (default a year)
          --token-skew <s>         access tokens end that much sooner than they promise
          --token-mark <text>      stands in every token it makes
          --speed <factor>         jobs and quota windows run that much faster
          --quota <n>              runs of job groups a user may start a minute (a workspace: twice as many); 0 = no quotas
          --latency <ms>           added before each reply
          --faults <file.json>     a fault script
          --edition <name>         selfManaged (default: everything), cloud (no deployments, releases, publish, v3)
                                   or old (like Release 6.0; cloudOld means the same)
          --page-cap <n>           the most rows of a list reply, whatever limit asks for
          --seed <n>               finished job groups that exist from the start
          --lifetime <seconds>     how long a job group runs (default 20)
          --serial                 answers one call after the other
          --pending                new job groups pass through Pending
          --reset-seconds          sends x-rate-limit-*-reset in epoch seconds instead of milliseconds
          --not-modified-body      sends a body with the 304 of a repeated x-execution-id
          --package-size <bytes>   pads the packages it exports to about that size
          --gzip                   compresses replies to clients that accept it
          --fault-seed <n>         seeds the dice of fault rules with a probability
          --help                   this text

        Prints "ready http://127.0.0.1:5080" once it listens, and with a token endpoint a second line, "tokens http://...". Control without credentials is under /_emulator/.
        """;

    public EmulatorOptions Options { get; private set; } = new() { Port = 5080 };

    public IReadOnlyList<FaultRule> Faults { get; private set; } = [];

    public bool WantsHelp { get; private set; }

    /// <summary>What is wrong with the command line; null when nothing is.</summary>
    public string? Problem { get; private set; }

    public static CommandLine Parse(IEnumerable<string> arguments)
    {
        var line = new CommandLine();
        using var words = arguments.GetEnumerator();
        while (line.Problem is null && words.MoveNext())
        {
            var (name, value) = words.Current.Split('=', 2) is [var left, var right] ? (left, right) : (words.Current, null);
            try
            {
                line.Take(name, () => value ?? (words.MoveNext() ? words.Current : throw new FormatException("a value is missing")));
            }
            catch (Exception e) when (e is FormatException or OverflowException or JsonException or IOException or UnauthorizedAccessException)
            {
                line.Problem = $"{name}: {e.Message}";
            }
        }

        return line;
    }

    private void Take(string name, Func<string> value)
    {
        switch (name)
        {
            case "--port":
                Options = Options with { Port = (int)Number(value(), 0, 65535) };
                break;
            case "--token":
                Options = Options with { Token = value() };
                break;
            case "--token-lifetime":
                Options = Options with { TokenLifetime = Seconds(value()) };
                break;
            case "--token-port":
                Options = Options with { TokenPort = (int)Number(value(), 0, 65535) };
                break;
            case "--refresh-token":
                Options = Options with { RefreshToken = value() };
                break;
            case "--client-id":
                Options = Options with { ClientId = value() };
                break;
            case "--refresh-lifetime":
                Options = Options with { RefreshLifetime = Seconds(value()) };
                break;
            case "--token-skew":
                Options = Options with { TokenSkew = TimeSpan.FromSeconds(Number(value(), -1e6, 1e6)) };
                break;
            case "--token-mark":
                Options = Options with { TokenMark = value() };
                break;
            case "--basic":
                var parts = value().Split(':', 2);
                Options = Options with { BasicUser = parts[0], BasicPassword = parts.Length == 2 ? parts[1] : throw new FormatException("user:password is expected") };
                break;
            case "--speed":
                Options = Options with { Speed = Number(value(), 1e-6, 1e6) };
                break;
            case "--quota":
                Options = Options with { Quota = (int)Number(value(), 0, int.MaxValue / 2) };
                break;
            case "--latency":
                Options = Options with { Latency = TimeSpan.FromMilliseconds(Number(value(), 0, 1e7)) };
                break;
            case "--faults":
                Faults = FaultScript.Parse(File.ReadAllText(value()));
                break;
            case "--edition":
                Options = Options with { Edition = EditionOf(value()) };
                break;
            case "--page-cap":
                Options = Options with { PageCap = (int)Number(value(), 1, int.MaxValue) };
                break;
            case "--seed":
                Options = Options with { Seed = (long)Number(value(), 0, 1e9) };
                break;
            case "--lifetime":
                Options = Options with { JobLifetime = TimeSpan.FromSeconds(Number(value(), 0.001, 1e6)) };
                break;
            case "--serial":
                Options = Options with { Serial = true };
                break;
            case "--pending":
                Options = Options with { Pending = true };
                break;
            case "--reset-seconds":
                Options = Options with { RateResetInSeconds = true };
                break;
            case "--not-modified-body":
                Options = Options with { NotModifiedBody = true };
                break;
            case "--gzip":
                Options = Options with { Gzip = true };
                break;
            case "--package-size":
                Options = Options with { PackageSize = (long)Number(value(), 0, 1e12) };
                break;
            case "--fault-seed":
                Options = Options with { FaultSeed = (int)Number(value(), 0, int.MaxValue) };
                break;
            case "--help" or "-h" or "-?":
                WantsHelp = true;
                break;
            default:
                throw new FormatException("unknown option; --help lists them");
        }
    }

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(Number(text, 0.001, 1e9));

    private static double Number(string text, double least, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a number from {least} to {most}"));

    private static Edition EditionOf(string text) => text.ToUpperInvariant() switch
    {
        "SELFMANAGED" => Edition.SelfManaged,
        "CLOUD" => Edition.Cloud,
        "OLD" or "CLOUDOLD" => Edition.Old,
        _ => throw new FormatException($"'{text}' is none of selfManaged, cloud, old"),
    };
}
