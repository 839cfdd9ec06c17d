using System;
using System.Management.Automation;

namespace DataprepPS.Pipeline;

/// <summary>Lets a parameter that names an object take its id or the object itself; an object of another kind is refused, because its id would be something else's.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ResourceIdAttribute(string name) : ArgumentTransformationAttribute
{
    /// <summary>The own name of the id, e.g. <c>FlowId</c>.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is null || IdInput.IsPlain(inputData))
        {
            return inputData;
        }

        return IdInput.TryRead(PSObject.AsPSObject(inputData), Name, [], out var ids) is { } error
            ? throw new ArgumentTransformationMetadataException(error.ErrorDetails.Message)
            : ids.Length == 1 ? ids[0] : ids;
    }
}
