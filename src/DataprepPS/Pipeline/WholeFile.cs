using System;
using System.IO;
using System.Threading.Tasks;

namespace DataprepPS.Pipeline;

/// <summary>
/// Writes a file wholly or not at all: under another name first, and in its place only when it is complete. A
/// file that was there before stays until then.
/// </summary>
internal static class WholeFile
{
    public static async Task<FileInfo> WriteAsync(string path, Func<Stream, Task> write)
    {
        var directory = Path.GetDirectoryName(path);
        if (!Directory.Exists(directory))
        {
            throw new ArgumentException($"The directory \"{directory}\" does not exist.");
        }

        if (Directory.Exists(path))
        {
            throw new ArgumentException($"\"{path}\" is a directory; name a file in it.");
        }

        var part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 81920, useAsync: true))
            {
                await write(stream).ConfigureAwait(false);
            }

            if (File.Exists(path))
            {
                File.Replace(part, path, null);
            }
            else
            {
                File.Move(part, path);
            }

            return new FileInfo(path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not FileNotFoundException)
        {
            throw new ArgumentException($"\"{path}\" cannot be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
