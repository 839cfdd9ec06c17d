using System;
using System.Linq;
using System.Management.Automation;
using System.Security;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Module;

/// <summary>The names that docs promise users: what each cmdlet must have, whatever else it has.</summary>
public sealed class PromisedNamesTests
{
    [Theory]
    [InlineData("Connect-DpSession", "Token Credential BaseUri Timeout MaxRetryTime Proxy ProxyCredential AllowInsecure SkipCertificateCheck SkipCheck PassThru Profile RefreshToken ClientId TokenEndpoint")]
    [InlineData("Save-DpProfile", "Name BaseUri Vault Secret EnvironmentVariable")]
    [InlineData("Get-DpProfile", "Name")]
    [InlineData("Remove-DpProfile", "Name")]
    [InlineData("Disconnect-DpSession", "Session")]
    [InlineData("Get-DpSession", "")]
    [InlineData("Invoke-DpApi", "Method Path Query Body Paginate Raw OutFile")]
    [InlineData("Start-DpJobGroup", "RecipeId WrangledDatasetId Parameter ParameterProperty ReferenceDate Execution Profiler WriteSetting Publication Override ForceCacheUpdate IgnoreRecipeErrors TestMode RanFrom ExecutionId Wait Timeout PollInterval ThrottleLimit")]
    [InlineData("Get-DpJobGroup", "Id Status RanFrom RanFor RunBy Filter CreatedAfter CreatedBefore Sort StatusOnly Embed Field IncludeDeleted First Skip IncludeTotalCount")]
    [InlineData("Wait-DpJobGroup", "Id Timeout PollInterval Any")]
    [InlineData("Watch-DpJobGroup", "Id Timeout PollInterval PassThru")]
    [InlineData("Stop-DpJobGroup", "Id PassThru")]
    [InlineData("Get-DpJob", "JobGroupId")]
    [InlineData("Publish-DpJobGroup", "Id ConnectionId Path Database Table Action InputFormat FlowNodeId ApiVersion Wait")]
    [InlineData("Get-DpJobGroupInput", "Id")]
    [InlineData("Get-DpJobGroupOutput", "Id")]
    [InlineData("Get-DpJobGroupPublication", "Id")]
    [InlineData("Get-DpJobGroupProfile", "Id")]
    [InlineData("Get-DpOutputObjectInput", "Id")]
    [InlineData("Save-DpJobGroupResult", "Id OutFile Directory")]
    [InlineData("New-DpWriteSetting", "Path Action Format Compression Header AsSingleFile Delimiter")]
    [InlineData("New-DpPublication", "ConnectionId Path Table TargetType Action")]
    [InlineData("Invoke-DpDeployment", "Id Parameter ApiVersion Wait Timeout")]
    public void A_cmdlet_has_them(string cmdlet, string parameters)
    {
        var names = Cmdlets.Named(cmdlet).Parameters.Values.SelectMany(parameter => parameter.Aliases.Prepend(parameter.Name)).ToHashSet();
        Assert.Empty(parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(names));
    }

    [Theory]
    [InlineData("Publish-DpJobGroup", "Action", "create load createAndLoad truncateAndLoad dropAndLoad")]
    [InlineData("Publish-DpJobGroup", "InputFormat", "avro pqt csv json")]
    [InlineData("Publish-DpJobGroup", "ApiVersion", "v4 v3")]
    [InlineData("Invoke-DpDeployment", "ApiVersion", "v4 v3")]
    [InlineData("Start-DpJobGroup", "RanFrom", "ui schedule api")]
    [InlineData("New-DpWriteSetting", "Action", "create append overwrite")]
    [InlineData("New-DpWriteSetting", "Format", "csv json avro pqt hyper")]
    [InlineData("New-DpWriteSetting", "Compression", "none gzip bzip2 snappy")]
    public void A_parameter_takes_their_words(string cmdlet, string parameter, string words)
    {
        var set = Assert.Single(Cmdlets.Named(cmdlet).Parameters[parameter].Attributes.OfType<ValidateSetAttribute>());
        Assert.Empty(words.Split(' ').Except(set.ValidValues));
    }

    [Theory]
    [InlineData("Start-DpJobGroup", "RecipeId", typeof(long[]), "WrangledDatasetId")]
    [InlineData("Publish-DpJobGroup", "Path", typeof(string[]), "Database")]
    [InlineData("Connect-DpSession", "Token", typeof(SecureString), null)]
    public void Types_and_aliases_are_promised_too(string cmdlet, string name, Type type, string? alias)
    {
        var parameter = Cmdlets.Named(cmdlet).Parameters[name];
        Assert.Equal(type, parameter.ParameterType);
        Assert.True(alias is null || parameter.Aliases.Contains(alias));
    }
}
