using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;

using DataprepPS.Client.Parameters;

namespace DataprepPS.Pipeline;

/// <summary>Lets a run parameter's value be given as text, which is a variable's, or as another parameter has it; other kinds are hashtables under the API's names.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RunParameterValueAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => PlainObjects.ToPlain(inputData) switch
    {
        null => null,
        IDictionary members => members,
        ParameterValue value => new Hashtable { [value.Kind] = value.Members },
        { } plain => new Hashtable { ["variable"] = new Hashtable { ["value"] = Convert.ToString(plain, CultureInfo.InvariantCulture) } },
    };
}
