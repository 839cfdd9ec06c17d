using System.Management.Automation;
using System.Security;

namespace DataprepPS.Sessions;

/// <summary>
/// Lets a SecureString parameter take a plain string too. Without it PowerShell's own binding error would print
/// the string; this one never shows what it got.
/// </summary>
public sealed class SecretAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null => null,
            SecureString secure => secure,
            string plain => SecureStrings.From(plain.Trim()),
            _ => throw new ArgumentTransformationMetadataException($"A SecureString or a string is needed, not a {value.GetType().Name}."),
        };
    }
}
