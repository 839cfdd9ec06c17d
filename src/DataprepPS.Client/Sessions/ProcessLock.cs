using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Sessions;

/// <summary>
/// One turn among all processes of a user on a machine: an open file that nobody else may open. The system closes it
/// when a process is killed, so none is left locked. Its text is a note from one holder to the next.
/// </summary>
internal sealed class ProcessLock : IDisposable
{
    private const int LongestNote = 4096;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream file;

    private ProcessLock(FileStream file)
    {
        this.file = file;
        Note = Read();
    }

    /// <summary>What the last holder wrote and did not clear; empty when it ended in order.</summary>
    public string Note { get; private set; }

    /// <summary>Waits for the turn.</summary>
    /// <exception cref="TimeoutException">Somebody else has had it for too long.</exception>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be made.</exception>
    public static async Task<ProcessLock> AcquireAsync(string path, TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        UserFolder.Create(Path.GetDirectoryName(path)!);
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new ProcessLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
            {
                // A disk that is full or read-only says so at every try, and by its own words.
                if (time.GetElapsedTime(began) > patience)
                {
                    throw new TimeoutException(e.Message, e);
                }
            }

            await time.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves a note, on the disk before this returns.</summary>
    public void Leave(string note)
    {
        var bytes = Encoding.UTF8.GetBytes(note);
        file.Position = 0;
        file.Write(bytes, 0, bytes.Length);
        file.SetLength(bytes.Length);
        file.Flush(flushToDisk: true);
        Note = note;
    }

    /// <summary>Takes the note away.</summary>
    public void Clear()
    {
        file.SetLength(0);
        file.Flush();
        Note = string.Empty;
    }

    public void Dispose() => file.Dispose();

    private string Read()
    {
        var bytes = new byte[(int)Math.Min(file.Length, LongestNote)];
        var length = 0;
        while (length < bytes.Length && file.Read(bytes, length, bytes.Length - length) is > 0 and var read)
        {
            length += read;
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
