using System;
using System.IO;
using Xunit;

namespace DataprepPS.Client.Tests.Support;

/// <summary>A folder for profiles and locks that is gone after the test.</summary>
internal sealed class TemporaryUserFolder : IDisposable
{
    private const string Variable = "DATAPREP_CONFIG";

    private readonly string? before = Environment.GetEnvironmentVariable(Variable);

    public TemporaryUserFolder()
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "dataprep-" + Guid.NewGuid().ToString("N"));
        Environment.SetEnvironmentVariable(Variable, Path);
    }

    public string Path { get; }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, before);
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}

/// <summary>These tests set the process's environment: one after the other.</summary>
[CollectionDefinition("UserFolder")]
public sealed class UserFolderCollection;
