using System;
using System.IO;

namespace DataprepPS.Client.Sessions;

/// <summary>The user's own folder for profiles and locks, where the system keeps such things or DATAPREP_CONFIG says.</summary>
internal static class UserFolder
{
    public const string Variable = "DATAPREP_CONFIG";

    public static string Path() => Environment.GetEnvironmentVariable(Variable) is { } given && given.Trim().Length > 0
        ? System.IO.Path.GetFullPath(given.Trim())
        : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "DataprepPS");

    /// <summary>Makes a folder that only the user may look into.</summary>
    public static void Create(string folder)
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            UnixMode.Set(folder, UnixMode.OwnFolder);
        }
    }
}
