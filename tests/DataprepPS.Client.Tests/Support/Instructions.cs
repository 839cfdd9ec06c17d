using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;

namespace DataprepPS.Client.Tests.Support;

/// <summary>Which types a type's code touches: those of its members, and whatever its instructions name.</summary>
internal static class Instructions
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // Two-byte instructions begin with this.
    private const byte Long = 0xFE;

    private static readonly Dictionary<int, OpCode> Codes =
        typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value & 0xFFFF);

    public static IEnumerable<Type> TypesUsedBy(Type type) => type.GetMembers(Declared).SelectMany(member => member switch
    {
        MethodBase method => TypesOf(method).Concat(TypesIn(method)),
        _ => TypesOf(member),
    }).Append(type.BaseType).OfType<Type>().Distinct();

    private static IEnumerable<Type?> TypesOf(MemberInfo member) => member switch
    {
        MethodInfo method => [method.DeclaringType, method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType), .. method.IsGenericMethod ? method.GetGenericArguments() : []],
        ConstructorInfo constructor => [constructor.DeclaringType, .. constructor.GetParameters().Select(parameter => parameter.ParameterType)],
        FieldInfo field => [field.DeclaringType, field.FieldType],
        Type type => [type],
        _ => [],
    };

    private static IEnumerable<Type?> TypesIn(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            yield break;
        }

        foreach (var local in body.LocalVariables)
        {
            yield return local.LocalType;
        }

        foreach (var used in References(method, body.GetILAsByteArray()!).SelectMany(TypesOf))
        {
            yield return used;
        }
    }

    private static IEnumerable<MemberInfo> References(MethodBase method, byte[] code)
    {
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var first = code[at++];
            var kind = Codes[first == Long ? (Long << 8) | code[at++] : first].OperandType;
            if (kind is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), ofType, ofMethod)!;
            }

            at += kind switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 * (1 + BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }
}
