using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Security;

using DataprepPS.Client.Connections;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;
using DataprepPS.Sessions;

namespace DataprepPS.Commands;

/// <summary>Makes connections. Passwords and tokens go to the server and nowhere else.</summary>
[Cmdlet(VerbsCommon.New, "DpConnection", SupportsShouldProcess = true)]
[OutputType(typeof(Connection))]
public sealed class NewDpConnectionCommand : NewCommand
{
    /// <summary>Its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string Name { get; set; } = string.Empty;

    /// <summary>What it leads to: bigquery, snowflake, sqlserver, ...</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(VendorCompleter))]
    [ValidateNotNullOrEmpty]
    [Member]
    public string Vendor { get; set; } = string.Empty;

    /// <summary>The vendor as people call it; the same as -Vendor unless it is given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? VendorName { get; set; }

    /// <summary>How the server speaks with it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet("jdbc", "rest", "remotefile")]
    [Member]
    public string Type { get; set; } = "jdbc";

    /// <summary>The host.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Host")]
    [ValidateNotNullOrEmpty]
    [Member("host")]
    public string? HostName { get; set; }

    /// <summary>The port.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, 65535)]
    [Member]
    public int Port { get; set; }

    /// <summary>What the vendor wants besides, e.g. @{ database = 'sales'; connectStrOpts = '' }.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [Member("params")]
    public IDictionary? Parameter { get; set; }

    /// <summary>User and password, or what the credential type has in their place: key and secret, application and password.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>A token, alone or beside the credential, as the credential type wants it. A plain string is accepted and never shown.</summary>
    [Parameter]
    [Secret]
    [ValidateNotNull]
    public SecureString? Token { get; set; }

    /// <summary>How it identifies itself; basic with a -Credential alone, accessToken with a -Token alone, noAuth with neither.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CredentialTypeCompleter))]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? CredentialType { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member]
    public string? Description { get; set; }

    /// <summary>What is sent to the host is encrypted.</summary>
    [Parameter]
    [Member]
    public SwitchParameter Ssl { get; set; }

    /// <summary>Everybody in the workspace may use it.</summary>
    [Parameter]
    [Member("isGlobal")]
    public SwitchParameter Global { get; set; }

    /// <summary>Types are left as they are.</summary>
    [Parameter]
    [Member]
    public SwitchParameter DisableTypeInference { get; set; }

    private protected override IResourceClient Resources => Client.Connections;

    private protected override void Complete(IDictionary members)
    {
        var type = CredentialType ?? (Credential, Token) switch
        {
            (null, null) => "noAuth",
            (null, _) => "accessToken",
            (_, null) => "basic",
            _ => "securityToken",
        };
        members["vendorName"] ??= Vendor;
        members["type"] ??= Type;
        members["credentialType"] = type;
        members["params"] ??= new OrderedDictionary();
        if (Credential is not null || Token is not null)
        {
            members["credentials"] = new object[] { CredentialForm.Of(type, Credential?.UserName, Credential?.Password, Token) };
        }
    }
}
