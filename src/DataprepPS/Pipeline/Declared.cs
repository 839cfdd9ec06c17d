using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace DataprepPS.Pipeline;

/// <summary>A parameter whose value is a word of the list's query.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class QueryAttribute(string word) : Attribute
{
    /// <summary>The API's word, e.g. <c>flowsFilter</c>.</summary>
    public string Word { get; } = word;
}

/// <summary>
/// A parameter that names the objects to which those belong that are wanted. It has the own name of their id, e.g. FlowId. Of several the
/// narrowest is declared first: a recipe down the pipeline has its flow's id too, and is asked for its own.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParentAttribute : Attribute;

/// <summary>A parameter whose value is a member of the request's body.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MemberAttribute(string? path = null) : Attribute
{
    /// <summary>The API's name where it is not the parameter's in camel case; a dot leads into an inner object, as in <c>flow.id</c>.</summary>
    public string? Path { get; } = path;
}

/// <summary>Reads what the attributes of a cmdlet's parameters declare.</summary>
internal static class Declared
{
    /// <summary>The parameters of a cmdlet that have an attribute.</summary>
    public static IEnumerable<DeclaredParameter<TAttribute>> Of<TAttribute>(PSCmdlet cmdlet)
        where TAttribute : Attribute =>
        from property in cmdlet.GetType().GetProperties()
        let attribute = property.GetCustomAttribute<TAttribute>()
        where attribute is not null
        select new DeclaredParameter<TAttribute>(cmdlet, property, attribute);

    /// <summary>The body that the bound parameters make.</summary>
    public static IDictionary Members(PSCmdlet cmdlet)
    {
        var body = new OrderedDictionary(StringComparer.Ordinal);
        foreach (var parameter in Of<MemberAttribute>(cmdlet).Where(parameter => parameter.IsBound))
        {
            var name = parameter.Property.Name;
            Put(body, parameter.Attribute.Path ?? char.ToLowerInvariant(name[0]) + name.Substring(1), PlainObjects.ToPlain(parameter.Value));
        }

        return body;
    }

    /// <summary>Puts more members into a body, over those that are there.</summary>
    public static void Merge(IDictionary body, IDictionary? more)
    {
        foreach (DictionaryEntry member in more is null ? new OrderedDictionary() : PlainObjects.ToPlain(more))
        {
            body[member.Key] = member.Value;
        }
    }

    /// <summary>Puts a value at a path such as <c>flow.id</c>.</summary>
    public static void Put(IDictionary body, string path, object? value)
    {
        var names = path.Split('.');
        foreach (var name in names.Take(names.Length - 1))
        {
            if (body[name] is not IDictionary inner)
            {
                body[name] = inner = new OrderedDictionary(StringComparer.Ordinal);
            }

            body = inner;
        }

        body[names[names.Length - 1]] = value;
    }
}

/// <summary>A parameter with its attribute and what was given for it.</summary>
internal sealed class DeclaredParameter<TAttribute>(PSCmdlet cmdlet, PropertyInfo property, TAttribute attribute)
    where TAttribute : Attribute
{
    public PropertyInfo Property { get; } = property;

    public TAttribute Attribute { get; } = attribute;

    public bool IsBound => cmdlet.MyInvocation.BoundParameters.ContainsKey(Property.Name);

    public object? Value => Property.GetValue(cmdlet);
}
