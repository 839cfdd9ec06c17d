using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.Sessions;

/// <summary>
/// The user's profiles, in one file that only the user may read. It is replaced as a whole, in turn with all other
/// processes, so that none reads half of it and none undoes what another wrote.
/// </summary>
public sealed class ProfileFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Takes the file of this user, or the one that DATAPREP_CONFIG leads to.</summary>
    public ProfileFile()
        : this(System.IO.Path.Combine(UserFolder.Path(), "profiles.json"))
    {
    }

    internal ProfileFile(string path) => Path = path;

    /// <summary>Where it is, whether or not it exists.</summary>
    public string Path { get; }

    /// <summary>All profiles, by name.</summary>
    /// <exception cref="ProfileException">The file cannot be read.</exception>
    public IReadOnlyList<SessionProfile> Read()
    {
        byte[] bytes;
        try
        {
            bytes = ReadBytes();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProfileException("DpProfileFailed", ErrorKind.Permission, $"The profiles in \"{Path}\" cannot be read: {e.Message}", "See who may read the file.", e);
        }

        try
        {
            var document = JsonSerializer.Deserialize(bytes, ProfileJson.Default.ProfileDocument);
            return [.. (document?.Profiles ?? []).OrderBy(profile => profile.Name, StringComparer.OrdinalIgnoreCase)];
        }
        catch (JsonException e)
        {
            throw new ProfileException("DpProfileFailed", ErrorKind.InvalidInput, $"\"{Path}\" is no file of profiles: {e.Message}", "Mend the file, or remove it and save the profiles again: it holds no tokens.", e);
        }
    }

    /// <summary>The profile of a name.</summary>
    /// <exception cref="ProfileException">There is none.</exception>
    public SessionProfile Get(string name)
    {
        var all = Read();
        return all.FirstOrDefault(profile => IsNamed(profile, name)) ?? throw Missing(name, all);
    }

    /// <summary>Adds a profile, or replaces the one of its name.</summary>
    /// <exception cref="ArgumentException">Something is missing or of the wrong form.</exception>
    /// <exception cref="ProfileException">The file cannot be written.</exception>
    public Task SaveAsync(SessionProfile profile, CancellationToken cancellation = default)
    {
        profile.Check();
        return ChangeAsync(all => [.. all.Where(other => !IsNamed(other, profile.Name)), profile], cancellation);
    }

    /// <summary>Removes a profile.</summary>
    /// <exception cref="ProfileException">There is none, or the file cannot be written.</exception>
    public Task RemoveAsync(string name, CancellationToken cancellation = default) => ChangeAsync(
        all =>
        {
            IReadOnlyList<SessionProfile> left = [.. all.Where(other => !IsNamed(other, name))];
            return left.Count < all.Count ? left : throw Missing(name, all);
        },
        cancellation);

    /// <summary>The error of a name that there is not.</summary>
    public static ProfileException Missing(string name, IReadOnlyList<SessionProfile> all) => new(
        "DpProfileNotFound",
        ErrorKind.NotFound,
        $"There is no profile \"{name}\".",
        all.Count == 0 ? "Save one with Save-DpProfile." : $"There are: {string.Join(", ", all.Select(profile => profile.Name))}.");

    private static bool IsNamed(SessionProfile profile, string name) => string.Equals(profile.Name, name, StringComparison.OrdinalIgnoreCase);

    private byte[] ReadBytes()
    {
        // Somebody may put the new file in its place while this one is read, which ends none of the two.
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        return memory.ToArray();
    }

    private async Task ChangeAsync(Func<IReadOnlyList<SessionProfile>, IReadOnlyList<SessionProfile>> change, CancellationToken cancellation)
    {
        try
        {
            using var turn = await ProcessLock.AcquireAsync(Path + ".lock", Patience, TimeProvider.System, cancellation).ConfigureAwait(false);
            Write(new ProfileDocument { Profiles = change(Read()) });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or TimeoutException)
        {
            throw new ProfileException("DpProfileFailed", ErrorKind.Permission, $"The profiles in \"{Path}\" cannot be written: {e.Message}", $"Set the environment variable {UserFolder.Variable} to a folder that this user may write to.", e);
        }
    }

    private void Write(ProfileDocument document)
    {
        var part = $"{Path}.{Guid.NewGuid():N}.part";
        try
        {
            using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                UnixMode.Set(part, UnixMode.OwnFile);
                JsonSerializer.Serialize(stream, document, ProfileJson.Default.ProfileDocument);
                stream.Flush(flushToDisk: true);
            }

            if (File.Exists(Path))
            {
                File.Replace(part, Path, null);
            }
            else
            {
                File.Move(part, Path);
            }
        }
        finally
        {
            File.Delete(part);
        }
    }
}
