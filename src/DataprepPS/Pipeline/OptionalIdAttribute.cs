using System;
using System.Management.Automation;

namespace DataprepPS.Pipeline;

/// <summary>An id above zero, or none: objects from the pipeline may have the property without a value, which ValidateRange refuses.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionalIdAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if ((arguments is PSObject wrapped ? wrapped.BaseObject : arguments) is long id and <= 0)
        {
            throw new ValidationMetadataException($"{id} is not an id: an id is a whole number above zero.");
        }
    }
}
