using System;
using System.IO;
using System.IO.Compression;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Packages;

namespace DataprepPS.Client.Tests.Support;

/// <summary>A package in a file that goes away with it.</summary>
internal sealed class PackageOnDisk : IDisposable
{
    /// <summary>A flow's package as the product makes it, as far as anybody reads it.</summary>
    public const string Flow = """
        {"type":"flow","kind":"artifact","metadata":{"primaryFlowIds":[53],"edition":"Dataprep"},"hash":"x",
         "data":{"artifacts":[],"connections":[{"id":11,"name":"Sales DB","uuid":"d75255f0-a245-11e7-8618-adc1dbb4bed0"}],
                 "flows":[{"id":53,"name":"2013 POS","recipes":[{"name":"not a flow"}],"runparameters":[{"overrideKey":"inner"}]}]}}
        """;

    private PackageOnDisk(string name) => Path = System.IO.Path.Combine(Directory.CreateTempSubdirectory("package-").FullName, name);

    public string Path { get; }

    public PackageFile File => new(Path);

    /// <summary>A ZIP file with a JSON document in it.</summary>
    public static PackageOnDisk Zip(string json = Flow, string name = "some.zip")
    {
        var package = new PackageOnDisk(name);
        using var zip = ZipFile.Open(package.Path, ZipArchiveMode.Create);
        using var entry = new StreamWriter(zip.CreateEntry("flow_some.json").Open());
        entry.Write(json);
        return package;
    }

    public static PackageOnDisk Of(byte[] bytes, string name = "some.zip")
    {
        var package = new PackageOnDisk(name);
        System.IO.File.WriteAllBytes(package.Path, bytes);
        return package;
    }

    /// <summary>What a server exports.</summary>
    public static async Task<PackageOnDisk> ExportedAsync(IPackageClient packages, long id, CallContext context)
    {
        using var stream = new MemoryStream();
        await packages.ExportAsync(id, null, stream, null, context);
        return Of(stream.ToArray(), "exported.zip");
    }

    public void Dispose() => Directory.GetParent(Path)!.Delete(recursive: true);
}
