using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using DataprepPS.Client.Api;
using DataprepPS.Client.Pacing;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using DataprepPS.Emulator;
using Xunit;
using Endpoint = DataprepPS.Client.Resources.Endpoint;

namespace DataprepPS.Client.Tests;

/// <summary>What must hold over the whole client, whatever is added to it.</summary>
public sealed class ArchitectureTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Client = typeof(DataprepClient).Assembly;

    [Fact]
    public void Nothing_public_shows_a_type_of_a_package()
    {
        // A package of another version in the same process must not matter to anybody who uses our types.
        var foreign = TypesOfPackages();
        Assert.Contains("System.Text.Json.JsonElement", foreign);
        var shown = Client.GetExportedTypes().SelectMany(type => Signature(type).SelectMany(Parts).Select(part => (Owner: type, Part: part)))
            .Where(use => foreign.Contains(use.Part.FullName ?? string.Empty))
            .Select(use => $"{use.Owner} shows {use.Part}").Distinct();
        Assert.Empty(shown);
    }

    [Fact]
    public void Every_endpoint_is_in_the_catalogue()
    {
        var fields = Client.GetTypes().Where(type => type.Name.EndsWith("Endpoints", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(Endpoint)).Select(field => (Endpoint)field.GetValue(null)!).ToList();
        Assert.NotEmpty(fields);
        Assert.Empty(fields.Except(EndpointCatalogue.All).Select(endpoint => endpoint.ToString()));
        Assert.Equal(EndpointCatalogue.All.Count, EndpointCatalogue.All.Select(endpoint => endpoint.ToString()).Distinct().Count());
        Assert.Equal(EndpointCatalogue.All.Count, EndpointCatalogue.All.Select(endpoint => endpoint.Operation).Distinct().Count());
    }

    [Fact]
    public void Every_endpoint_is_in_the_emulators_ledger() => Assert.Empty(EndpointCatalogue.All.Select(endpoint => endpoint.ToString())
        .Except(Ledger.Lines.Select(line => $"{line.Method} {line.Path}"), StringComparer.Ordinal));

    [Fact]
    public void Every_endpoint_bears_the_specifications_name() => Assert.All(EndpointCatalogue.All, endpoint =>
    {
        // Version 3 is not specified: there the name is that of version 4 with the version behind it.
        var isOld = endpoint.Path.StartsWith("/v3/", StringComparison.Ordinal);
        var specified = OperationCatalogue.Find(isOld ? endpoint.Operation[..^"V3".Length] : endpoint.Operation);
        Assert.Equal((endpoint.Operation, endpoint.ToString().Replace("/v3/", "/v4/", StringComparison.Ordinal)), (specified?.Id + (isOld ? "V3" : null), specified?.ToString()));
    });

    [Fact]
    public void Every_endpoint_is_found_by_a_concrete_path() => Assert.All(
        EndpointCatalogue.All, endpoint => Assert.Same(endpoint, EndpointCatalogue.Find(endpoint.Method.Method, endpoint.At(1234567))));

    [Fact]
    public void Only_reads_are_GET_and_only_GET_are_reads() =>
        Assert.All(EndpointCatalogue.All, endpoint => Assert.Equal(endpoint.Method.Method == "GET", endpoint.Effect == Effect.Read));

    [Theory]
    [InlineData("GET", "/v4/jobGroups/x/y/z")]
    [InlineData("DELETE", "/v4/jobGroups/1")]
    [InlineData("GET", "/")]
    public void What_the_client_does_not_know_is_not_found(string method, string path) => Assert.Null(EndpointCatalogue.Find(method, path));

    [Fact]
    public void Every_error_is_sealed_and_of_the_one_base() => Assert.All(
        Client.GetExportedTypes().Where(type => typeof(Exception).IsAssignableFrom(type) && !type.IsAbstract),
        type => Assert.True(type.IsSealed && typeof(Client.Http.DataprepException).IsAssignableFrom(type), type.Name));

    [Fact]
    public void Nothing_outside_reaches_into_the_governors_parts()
    {
        Type[] shown = [typeof(Governor), typeof(RatePermit), typeof(RateQuota), typeof(RateLimitStatus), typeof(PaceWait), typeof(PaceReason)];
        var inside = Client.GetTypes().ToLookup(type => type.Namespace == typeof(Governor).Namespace);
        var parts = inside[true].Where(type => !type.IsNested).Except(shown).ToHashSet();
        var reached = inside[false].SelectMany(type => Instructions.TypesUsedBy(type).SelectMany(Parts).Where(parts.Contains).Select(part => $"{type} uses {part}"));
        Assert.Empty(reached);
        // What the others may not do, the governor does: so it would be seen.
        Assert.Contains(typeof(RateGate), Instructions.TypesUsedBy(typeof(Governor)));
        Assert.Contains(typeof(RateHeaders), Instructions.TypesUsedBy(typeof(RatePermit)));
    }

    private static HashSet<string> TypesOfPackages()
    {
        using var file = File.OpenRead(Client.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in metadata.TypeReferences.Select(metadata.GetTypeReference).Where(reference => reference.ResolutionScope.Kind == HandleKind.AssemblyReference))
        {
            var assembly = metadata.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope);
            // Measuring coverage adds references to the runtime's own libraries.
            if (metadata.GetString(assembly.Name) is not ("netstandard" or "mscorlib" or "System.Private.CoreLib" or "System.Runtime"
                or "System.Threading" or "System.Collections" or "System.Runtime.Extensions"))
            {
                names.Add($"{metadata.GetString(reference.Namespace)}.{metadata.GetString(reference.Name)}");
            }
        }

        return names;
    }

    private static IEnumerable<Type> Signature(Type type)
    {
        IEnumerable<Type?> used = [type.BaseType, .. type.GetInterfaces()];
        foreach (var member in type.GetMembers(Declared))
        {
            used = member switch
            {
                MethodBase method when method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly =>
                    used.Concat(method.GetParameters().Select(parameter => parameter.ParameterType)).Append((method as MethodInfo)?.ReturnType),
                FieldInfo field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly => used.Append(field.FieldType),
                EventInfo raised when raised.AddMethod!.IsPublic => used.Append(raised.EventHandlerType),
                _ => used,
            };
        }

        return used.OfType<Type>();
    }

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()) : [type];
}
