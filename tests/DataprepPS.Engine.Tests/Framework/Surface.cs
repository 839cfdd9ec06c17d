using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace DataprepPS.Engine.Tests.Framework;

/// <summary>
/// The assemblies that a program would find on another platform, read as metadata: whether each member that one of them refers
/// to is there, by its name and its whole signature.
/// </summary>
internal sealed class Surface : IDisposable
{
    private const int MostForwards = 8;

    private readonly Dictionary<string, Image> images = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="files">The assemblies; of two with one name the first counts.</param>
    public Surface(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (!images.ContainsKey(name) && Image.TryOpen(file) is { } image)
            {
                images.Add(name, image);
            }
        }
    }

    /// <summary>What an assembly refers to and nobody has, as "Type" or "Type.Member(signature)".</summary>
    public IReadOnlyList<string> Missing(string file)
    {
        using var image = Image.TryOpen(file) ?? throw new BadImageFormatException(file);
        var reader = image.Reader;
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var reference in reader.TypeReferences)
        {
            if (Find(reader, reference) is null)
            {
                missing.Add(Signatures.NameOf(reader, reference));
            }
        }

        foreach (var member in reader.MemberReferences.Select(reader.GetMemberReference))
        {
            // What is of a type without a definition, such as an array, the runtime makes.
            if (Owner(reader, member.Parent) is ({ } reference, var arguments) && Find(reader, reference) is { } owner && !Has(owner, arguments, reader, member))
            {
                missing.Add($"{Signatures.NameOf(reader, reference)}.{reader.GetString(member.Name)}{Described(reader, member, arguments)}");
            }
        }

        return [.. missing];
    }

    public void Dispose()
    {
        foreach (var image in images.Values)
        {
            image.Dispose();
        }
    }

    // Whose member it is, and what a generic type's parameters are there.
    private static (TypeReferenceHandle? Type, string[] Arguments) Owner(MetadataReader reader, EntityHandle parent)
    {
        var (type, arguments) = parent.Kind == HandleKind.TypeSpecification ? Instance(reader, (TypeSpecificationHandle)parent, []) : (parent, []);
        return (type.Kind == HandleKind.TypeReference ? (TypeReferenceHandle)type : null, arguments);
    }

    private static (EntityHandle Type, string[] Arguments) Instance(MetadataReader reader, TypeSpecificationHandle specification, string[] context)
    {
        var blob = reader.GetBlobReader(reader.GetTypeSpecification(specification).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return (default(TypeDefinitionHandle), []);
        }

        // Class or value type: both are looked up alike.
        blob.ReadCompressedInteger();
        var type = blob.ReadTypeHandle();
        var arguments = new string[blob.ReadCompressedInteger()];
        var decoder = new SignatureDecoder<string, string[]>(Signatures.Instance, reader, context);
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = decoder.DecodeType(ref blob);
        }

        return (type, arguments);
    }

    private static string Described(MetadataReader reader, MemberReference member, string[] arguments) => member.GetKind() == MemberReferenceKind.Field
        ? $": {member.DecodeFieldSignature(Signatures.Instance, arguments)}"
        : Signatures.Text(member.DecodeMethodSignature(Signatures.Instance, arguments));

    // In the type itself and in what it derives from; with a generic base its own parameters take the values given there.
    private bool Has(Definition type, string[] arguments, MetadataReader asking, MemberReference member)
    {
        var name = asking.GetString(member.Name);
        var wanted = Described(asking, member, arguments);
        for (Definition? current = type; current is { } owner;)
        {
            var reader = owner.Reader;
            var definition = reader.GetTypeDefinition(owner.Type);
            var found = member.GetKind() == MemberReferenceKind.Field
                ? definition.GetFields().Select(reader.GetFieldDefinition).Any(field => reader.GetString(field.Name) == name && $": {field.DecodeSignature(Signatures.Instance, arguments)}" == wanted)
                : definition.GetMethods().Select(reader.GetMethodDefinition).Any(method => reader.GetString(method.Name) == name && Signatures.Text(method.DecodeSignature(Signatures.Instance, arguments)) == wanted);
            if (found)
            {
                return true;
            }

            (current, arguments) = Base(reader, definition.BaseType, arguments);
        }

        return false;
    }

    private (Definition? Type, string[] Arguments) Base(MetadataReader reader, EntityHandle handle, string[] context)
    {
        var (type, arguments) = handle.Kind == HandleKind.TypeSpecification ? Instance(reader, (TypeSpecificationHandle)handle, context) : (handle, []);
        return (type.IsNil ? null : type.Kind == HandleKind.TypeReference ? Find(reader, (TypeReferenceHandle)type) : new Definition(reader, (TypeDefinitionHandle)type), arguments);
    }

    private Definition? Find(MetadataReader reader, TypeReferenceHandle handle)
    {
        var reference = reader.GetTypeReference(handle);
        var name = reader.GetString(reference.Name);
        if (reference.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return Find(reader, (TypeReferenceHandle)reference.ResolutionScope) is { } outer
                && outer.Reader.GetTypeDefinition(outer.Type).GetNestedTypes().FirstOrDefault(nested => outer.Reader.GetString(outer.Reader.GetTypeDefinition(nested).Name) == name) is { IsNil: false } inner
                ? outer with { Type = inner }
                : null;
        }

        var assembly = reference.ResolutionScope.Kind == HandleKind.AssemblyReference ? reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope).Name) : string.Empty;
        var fullName = $"{reader.GetString(reference.Namespace)}.{name}";
        for (var forward = 0; forward < MostForwards && images.TryGetValue(assembly, out var image); forward++)
        {
            if (image.Types.TryGetValue(fullName, out var found))
            {
                return new Definition(image.Reader, found);
            }

            if (!image.Forwards.TryGetValue(fullName, out assembly!))
            {
                return null;
            }
        }

        return null;
    }

    private sealed record Definition(MetadataReader Reader, TypeDefinitionHandle Type);

    private sealed class Image : IDisposable
    {
        private readonly PEReader file;

        private Image(PEReader file)
        {
            this.file = file;
            Reader = file.GetMetadataReader();
            Types = Reader.TypeDefinitions.Where(type => Reader.GetTypeDefinition(type).GetDeclaringType().IsNil)
                .ToDictionary(type => $"{Reader.GetString(Reader.GetTypeDefinition(type).Namespace)}.{Reader.GetString(Reader.GetTypeDefinition(type).Name)}", StringComparer.Ordinal);
            Forwards = Reader.ExportedTypes.Select(Reader.GetExportedType).Where(type => type.Implementation.Kind == HandleKind.AssemblyReference).ToDictionary(
                type => $"{Reader.GetString(type.Namespace)}.{Reader.GetString(type.Name)}",
                type => Reader.GetString(Reader.GetAssemblyReference((AssemblyReferenceHandle)type.Implementation).Name),
                StringComparer.Ordinal);
        }

        public MetadataReader Reader { get; }

        public Dictionary<string, TypeDefinitionHandle> Types { get; }

        public Dictionary<string, string> Forwards { get; }

        public static Image? TryOpen(string path)
        {
            var file = new PEReader(File.OpenRead(path));
            if (file.HasMetadata)
            {
                return new Image(file);
            }

            file.Dispose();
            return null;
        }

        public void Dispose() => file.Dispose();
    }
}
