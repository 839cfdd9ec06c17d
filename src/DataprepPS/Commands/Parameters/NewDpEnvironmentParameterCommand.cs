using System.Collections;
using System.Management.Automation;
using System.Security;

using DataprepPS.Client.Parameters;
using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Creates environment parameters, which all flows of the workspace share.</summary>
[Cmdlet(VerbsCommon.New, "DpEnvironmentParameter", DefaultParameterSetName = VariableSet, SupportsShouldProcess = true)]
[OutputType(typeof(EnvironmentParameter))]
public sealed class NewDpEnvironmentParameterCommand : NewCommand
{
    private const string VariableSet = "Variable";
    private const string SelectorSet = "Selector";
    private const string SecretSet = "Secret";

    /// <summary>The key by which flows name it, which begins with env. on some servers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Key", "Name")]
    [ValidateNotNullOrEmpty]
    [Member]
    public string OverrideKey { get; set; } = string.Empty;

    /// <summary>Its value; with -Choice, the one that is chosen.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = VariableSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = SelectorSet, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Value { get; set; } = string.Empty;

    /// <summary>The values that it can have: it becomes a selector.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SelectorSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? Choice { get; set; }

    /// <summary>Its value, which nobody is shown again. Only releases that know secret parameters take one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SecretSet)]
    [ValidateNotNull]
    public SecureString? Secret { get; set; }

    private protected override IResourceClient Resources => Client.EnvironmentParameters;

    private protected override void Complete(IDictionary members) => members["value"] = Choice is not null
        ? new Hashtable { ["selector"] = new Hashtable { ["value"] = Value, ["choices"] = Choice } }
        : Secret is not null
            ? new Hashtable { ["secret"] = new Hashtable { ["value"] = Secret } }
            : new Hashtable { ["variable"] = new Hashtable { ["value"] = Value } };

    private protected override string Target(IDictionary members) => $"EnvironmentParameter \"{OverrideKey}\"";
}
