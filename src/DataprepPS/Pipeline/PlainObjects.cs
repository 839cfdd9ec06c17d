using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Text.RegularExpressions;

using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;

namespace DataprepPS.Pipeline;

/// <summary>Between the client's plain values and PowerShell's objects.</summary>
internal static class PlainObjects
{
    /// <summary>An object as it leaves: with every member the server sent that its type does not know.</summary>
    public static object ForOutput(ApiObject sent)
    {
        if (sent.AdditionalProperties.Count == 0)
        {
            return sent;
        }

        var output = new PSObject(sent);
        foreach (var member in sent.AdditionalProperties)
        {
            if (output.Properties[member.Key] is null)
            {
                output.Properties.Add(new PSNoteProperty(member.Key, ToOutput(member.Value)));
            }
        }

        return output;
    }

    /// <summary>Dictionaries become custom objects, so that their members can be named with a dot.</summary>
    public static object? ToOutput(object? value)
    {
        switch (value)
        {
            case IReadOnlyDictionary<string, object?> members:
                var output = new PSObject();
                foreach (var member in members)
                {
                    output.Properties.Add(new PSNoteProperty(member.Key, ToOutput(member.Value)));
                }

                return output;
            case object?[] items:
                return items.Select(ToOutput).ToArray();
            default:
                return value;
        }
    }

    /// <summary>What a user gave, without PowerShell's wrappers: the client knows no PowerShell.</summary>
    public static object? ToPlain(object? value)
    {
        var inner = value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;
        switch (inner)
        {
            case null or string:
                return inner;
            case PSObject custom:
                var members = new Dictionary<string, object?>();
                foreach (var property in custom.Properties)
                {
                    members[property.Name] = ToPlain(property.Value);
                }

                return members;
            case IDictionary dictionary:
                return ToPlain(dictionary);
            case OutputPart part:
                return part.ToMembers();
            case SwitchParameter flag:
                return flag.IsPresent;
            case ScriptBlock or Regex:
                return inner.ToString();
            case IEnumerable items:
                return items.Cast<object?>().Select(ToPlain).ToArray();
            default:
                return inner;
        }
    }

    public static IDictionary ToPlain(IDictionary dictionary)
    {
        // Ordered as given: users see the order again in the request.
        var plain = new OrderedDictionary();
        foreach (DictionaryEntry member in dictionary)
        {
            plain[member.Key.ToString() ?? string.Empty] = ToPlain(member.Value);
        }

        return plain;
    }

    /// <summary>The same values for an error that names them: what is secret is left out, because whoever has the error may save it.</summary>
    public static object? WithoutSecrets(object? value) => value switch
    {
        SecureString => "***",
        string or null => value,
        IDictionary members => Copy(members),
        IEnumerable items => items.Cast<object?>().Select(WithoutSecrets).ToArray(),
        _ => value,
    };

    private static OrderedDictionary Copy(IDictionary members)
    {
        var copy = new OrderedDictionary();
        foreach (DictionaryEntry member in members)
        {
            copy[member.Key] = WithoutSecrets(member.Value);
        }

        return copy;
    }
}
