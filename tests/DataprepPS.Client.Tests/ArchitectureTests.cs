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
    public void Every_endpoint_is_said_once()
    {
        Assert.Equal(EndpointCatalogue.All.Count, EndpointCatalogue.All.Select(endpoint => endpoint.ToString()).Distinct().Count());
        Assert.Equal(EndpointCatalogue.All.Count, EndpointCatalogue.All.Select(endpoint => endpoint.Operation).Distinct().Count());
        // None stands in a class that nobody gathers from.
        var elsewhere = Client.GetTypes().SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(Endpoint) && !EndpointCatalogue.All.Contains(field.GetValue(null)));
        Assert.Empty(elsewhere);
    }

    [Fact]
    public void Every_endpoint_is_in_the_emulators_ledger() => Assert.Empty(EndpointCatalogue.All.Select(endpoint => endpoint.ToString())
        .Except(Ledger.Lines.Select(line => $"{line.Method} {line.Path}"), StringComparer.Ordinal));

    [Fact]
    public void Every_operation_of_the_specification_is_known_under_its_name() => Assert.All(Fixture.Lines("operations.txt"), line =>
    {
        var parts = line.Split(' ');
        Assert.Equal((parts[0], $"{parts[1]} {parts[2]}"), (OperationCatalogue.Find(parts[0])?.Id, OperationCatalogue.Find(parts[0])?.ToString()));
    });

    [Fact]
    public void What_the_specification_does_not_have_is_said_to_be_documented_elsewhere_or_assumed()
    {
        var specified = Fixture.Lines("operations.txt").Select(line => line.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);
        // Only on premises, of version 3, or with a note that says so.
        Assert.All(
            EndpointCatalogue.All.Where(endpoint => !specified.Contains(endpoint.Operation)),
            endpoint => Assert.True(endpoint.Editions == Editions.OnPremises || endpoint.Note.StartsWith("Not in the specification", StringComparison.Ordinal), endpoint.ToString()));
    }

    [Fact]
    public void Every_endpoint_is_found_by_a_concrete_path() => Assert.All(
        EndpointCatalogue.All, endpoint => Assert.Same(endpoint, EndpointCatalogue.Find(endpoint.Method.Method, endpoint.At(1234567, 7654321))));

    [Fact]
    public void Only_runs_bear_an_execution_id() =>
        Assert.Equal(["runFlow", "runJobGroup", "runPlan"], EndpointCatalogue.All.Where(endpoint => endpoint.Effect == Effect.Run).Select(endpoint => endpoint.Operation).Order());

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
