using System;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace DataprepPS.Pipeline;

/// <summary>
/// PowerShell takes the words of a closed set in any case and hands them on as typed; servers do not. Here they
/// get the spelling of the set.
/// </summary>
internal static class Spelling
{
    /// <summary>Corrects the bound parameters of a cmdlet that have a closed set of words.</summary>
    public static void Correct(PSCmdlet cmdlet)
    {
        foreach (var name in cmdlet.MyInvocation.BoundParameters.Keys)
        {
            if (cmdlet.GetType().GetProperty(name) is { } property
                && property.PropertyType == typeof(string)
                && property.GetCustomAttribute<ValidateSetAttribute>() is { } set
                && property.GetValue(cmdlet) is string typed
                && set.ValidValues.FirstOrDefault(word => string.Equals(word, typed, StringComparison.OrdinalIgnoreCase)) is { } word)
            {
                property.SetValue(cmdlet, word);
            }
        }
    }
}
