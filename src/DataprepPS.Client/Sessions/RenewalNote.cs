using System;
using System.ComponentModel;
using System.Globalization;

namespace DataprepPS.Client.Sessions;

/// <summary>What a process writes down before it spends a refresh token, and what came of it where that is bad news.</summary>
internal sealed class RenewalNote(int process, DateTimeOffset began, string fingerprint, string? refusal)
{
    private const string Held = "(kept)";

    public int Process { get; } = process;

    public DateTimeOffset Began { get; } = began;

    public string Fingerprint { get; } = fingerprint;

    /// <summary>How the endpoint refused the token when it was sent again.</summary>
    public string? Refusal { get; } = refusal is Held ? null : refusal;

    /// <summary>The process has the new token and could not put it into the vault.</summary>
    public bool IsKept { get; } = refusal is Held;

    public static RenewalNote Of(string fingerprint, DateTimeOffset now)
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return new RenewalNote(self.Id, now, fingerprint, null);
    }

    public static RenewalNote? Read(string note)
    {
        var lines = note.Split('\n');
        return lines.Length >= 3
            && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            && DateTimeOffset.TryParse(lines[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var began)
            ? new RenewalNote(process, began, lines[2], lines.Length > 3 ? lines[3] : null)
            : null;
    }

    /// <summary>Whether the process still runs, and is not another one that has its number by now.</summary>
    public bool IsAlive()
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(Process);
            return process.StartTime.ToUniversalTime() < Began.UtcDateTime.AddSeconds(1);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    public RenewalNote Kept() => new(Process, Began, Fingerprint, Held);

    public RenewalNote Refused(string how) => new(Process, Began, Fingerprint, how.Replace('\n', ' '));

    public override string ToString()
    {
        var text = string.Join("\n", Process.ToString(CultureInfo.InvariantCulture), Began.ToString("O", CultureInfo.InvariantCulture), Fingerprint);
        return (IsKept ? Held : Refusal) is { } more ? $"{text}\n{more}" : text;
    }
}
