using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace DataprepPS.Pipeline;

/// <summary>Lets a run parameter's value be given as text, which is a variable's; other kinds are hashtables under the API's names.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RunParameterValueAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = PlainObjects.ToPlain(inputData);
        return value is null or IDictionary
            ? value
            : new Hashtable { ["variable"] = new Hashtable { ["value"] = Convert.ToString(value, CultureInfo.InvariantCulture) } };
    }
}
