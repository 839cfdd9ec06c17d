using System.IO;
using System.Runtime.InteropServices;

namespace DataprepPS.Client.Sessions;

/// <summary>Who may read a file, on systems that ask it that way. Elsewhere the user's own folder is private already.</summary>
internal static class UnixMode
{
    public const uint OwnFile = 0b110_000_000;
    public const uint OwnFolder = 0b111_000_000;

    public static void Set(string path, uint mode)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && chmod(path, mode) != 0)
        {
            throw new IOException($"The mode of \"{path}\" could not be set (error {Marshal.GetLastWin32Error()}).");
        }
    }

    // .NET Standard has no call for it.
    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int chmod([MarshalAs(UnmanagedType.LPStr)] string path, uint mode);
}
