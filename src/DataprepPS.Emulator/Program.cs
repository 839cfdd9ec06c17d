namespace DataprepPS.Emulator;

/// <summary>Entry point of the emulator.</summary>
public static class Program
{
    /// <summary>Runs the emulator until it is stopped.</summary>
    public static int Main() => 0;
}
