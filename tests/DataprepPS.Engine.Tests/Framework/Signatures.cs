using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace DataprepPS.Engine.Tests.Framework;

/// <summary>
/// Signatures as text, alike on both sides: types by name, without the assembly, which differs where a facade forwards. The
/// parameters of a generic type have the values that the context gives.
/// </summary>
internal sealed class Signatures : ISignatureTypeProvider<string, string[]>
{
    public static Signatures Instance { get; } = new();

    public static string Text(MethodSignature<string> signature) =>
        $"{(signature.GenericParameterCount > 0 ? $"`{signature.GenericParameterCount}" : "")}({string.Join(", ", signature.ParameterTypes)}): {signature.ReturnType}";

    public static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(reader, (TypeReferenceHandle)type.ResolutionScope)}/{reader.GetString(type.Name)}"
            : $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => NameOf(reader, handle);

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? $"{GetTypeFromDefinition(reader, outer, 0)}/{reader.GetString(type.Name)}"
            : $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }

    public string GetTypeFromSpecification(MetadataReader reader, string[] genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => $"{typeCode}";

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType}<{string.Join(", ", typeArguments)}>";

    public string GetGenericTypeParameter(string[] genericContext, int index) => index < genericContext.Length ? genericContext[index] : $"!{index}";

    public string GetGenericMethodParameter(string[] genericContext, int index) => $"!!{index}";

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank - 1)}]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPinnedType(string elementType) => elementType;

    // "in" and "readonly" are notes for compilers.
    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => Text(signature);
}
