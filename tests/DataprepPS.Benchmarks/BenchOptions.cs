using System;
using System.Collections.Generic;
using System.IO;

namespace DataprepPS.Benchmarks;

/// <summary>What to measure and where the contestants are.</summary>
internal sealed class BenchOptions
{
    public const string Usage = """
        --module <folder>     the built module
        --emulator <folder>   the built emulator
        --document <file>     the page whose table is rewritten after a full run
        --quick               fewer rounds and smaller sizes, for development; writes no page
        --only <name,...>     only these figures; writes no page. Figures: 
        """;

    public string Module { get; private set; } = string.Empty;

    public string Emulator { get; private set; } = string.Empty;

    public string? Document { get; private set; }

    public bool Quick { get; private set; }

    public HashSet<string> Only { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when the command line makes no sense.</summary>
    public static BenchOptions? Parse(string[] arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--quick")
            {
                options.Quick = true;
                continue;
            }

            if (i + 1 == arguments.Length || !options.Take(arguments[i], arguments[++i]))
            {
                return null;
            }
        }

        return Directory.Exists(options.Module) && Directory.Exists(options.Emulator) ? options : null;
    }

    /// <summary>Rounds of a figure: each contestant once a round, one after the other.</summary>
    public int Rounds(int full) => Quick ? Math.Min(3, full) : full;

    private bool Take(string name, string value)
    {
        switch (name)
        {
            case "--module":
                Module = Path.GetFullPath(value);
                return true;
            case "--emulator":
                Emulator = Path.GetFullPath(value);
                return true;
            case "--document":
                Document = Path.GetFullPath(value);
                return true;
            case "--only":
                Only.UnionWith(value.Split(','));
                return true;
            default:
                return false;
        }
    }
}
