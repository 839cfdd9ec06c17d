using System;
using System.IO;
using System.Text;

namespace DataprepPS.Client.Packages;

/// <summary>A package in a file, as an export made it.</summary>
public sealed class PackageFile
{
    private const string ZipOpening = "PK";

    private readonly Lazy<PackageContents?> contents;

    /// <summary>Looks at a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <exception cref="ArgumentException">It is not there, cannot be read, or is not a package.</exception>
    public PackageFile(string path)
    {
        Path = path;
        contents = new Lazy<PackageContents?>(() => IsZip ? PackageContents.TryRead(path) : null);
        string opening;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            Length = file.Length;
            var first = new byte[ZipOpening.Length];
            opening = Encoding.ASCII.GetString(first, 0, file.Read(first, 0, first.Length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ArgumentException($"\"{path}\" cannot be read: {e.Message}", e);
        }

        IsZip = opening == ZipOpening;
        if (!IsZip && opening.TrimStart(' ', '\t', '\r', '\n') is { Length: > 0 } text && text[0] != '{')
        {
            throw NotAPackage();
        }
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Its size in bytes.</summary>
    public long Length { get; }

    /// <summary>Whether it is a ZIP file; packages of macros are JSON.</summary>
    public bool IsZip { get; }

    /// <summary>What is in it, as far as it can be read; null for not at all.</summary>
    internal PackageContents? Contents => contents.Value;

    /// <summary>Its file name.</summary>
    public override string ToString() => System.IO.Path.GetFileName(Path);

    internal ArgumentException NotAPackage() => new($"\"{Path}\" is not a package: a ZIP file as an export makes it is expected.");
}
