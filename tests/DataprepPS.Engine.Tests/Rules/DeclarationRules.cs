using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Security;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Rules;

/// <summary>The official rules for cmdlets, and our own, over every declaration.</summary>
public sealed class DeclarationRules
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    // Words of the API that are more than one of something.
    private static readonly HashSet<string> Plural = ["IgnoreRecipeErrors", "HasQuotes", "IncludeMismatches", "NeverExpires"];

    private static readonly HashSet<string> Reserved =
    [
        "Confirm", "Debug", "ErrorAction", "ErrorVariable", "OutBuffer", "OutVariable", "WarningAction", "WarningVariable", "WhatIf", "UseTransaction", "Verbose", "SelectProperty", "SelectObject",
    ];

    private static readonly HashSet<string> ApprovedVerbs = [.. typeof(VerbsCommon).Assembly.GetTypes()
        .Where(type => type is { IsPublic: true, Namespace: "System.Management.Automation" } && type.Name.StartsWith("Verbs", StringComparison.Ordinal))
        .SelectMany(type => type.GetFields()).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    public static TheoryData<string> Exported { get; } = Cmdlets.Names();

    [Theory]
    [MemberData(nameof(Exported))]
    public void It_has_an_approved_verb_and_a_singular_noun_with_our_prefix(string name)
    {
        var attribute = Attribute(name);
        Assert.Contains(attribute.VerbName, ApprovedVerbs);
        Assert.Matches("^Dp[A-Z][A-Za-z]+$", attribute.NounName);
        Assert.DoesNotMatch("[^su]s$", attribute.NounName);
    }

    [Theory]
    [MemberData(nameof(Exported))]
    public void It_is_a_sealed_class_named_after_itself(string name)
    {
        var type = Cmdlets.Named(name).ImplementingType;
        Assert.Equal($"DataprepPS.Commands.{name.Replace("-", null, StringComparison.Ordinal)}Command", type.FullName);
        Assert.True(type.IsSealed);
    }

    [Theory]
    [MemberData(nameof(Exported))]
    public void It_overrides_a_processing_method(string name) => Assert.Contains(
        new[] { "BeginProcessing", "ProcessRecord", "EndProcessing" }, method => Cmdlets.Named(name).ImplementingType.GetMethod(method, Hidden)!.DeclaringType != typeof(Cmdlet));

    [Theory]
    [MemberData(nameof(Exported))]
    public void It_declares_what_it_emits(string name) =>
        Assert.NotEmpty(Cmdlets.Named(name).ImplementingType.GetCustomAttributes<OutputTypeAttribute>());

    [Theory]
    [MemberData(nameof(Exported))]
    public void It_declares_no_reserved_parameter(string name) => Assert.DoesNotContain(
        Cmdlets.Named(name).ImplementingType.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute))), property => Reserved.Contains(property.Name));

    [Theory]
    [MemberData(nameof(Exported))]
    public void Its_parameters_are_in_Pascal_case_and_the_singular(string name) => Assert.All(Cmdlets.OwnParameters(Cmdlets.Named(name)), parameter =>
    {
        Assert.Matches("^[A-Z][A-Za-z]*$", parameter.Name);
        Assert.True(Plural.Contains(parameter.Name) || !System.Text.RegularExpressions.Regex.IsMatch(parameter.Name, "[^su]s$"), parameter.Name);
    });

    // Profiler has three answers: yes, no, and as the recipe says.
    [Theory]
    [MemberData(nameof(Exported))]
    public void It_has_switches_not_booleans(string name) => Assert.DoesNotContain(
        Cmdlets.OwnParameters(Cmdlets.Named(name)), parameter => Bare(parameter.ParameterType) == typeof(bool) && (parameter.ParameterType == typeof(bool) || parameter.Name != "Profiler"));

    [Theory]
    [MemberData(nameof(Exported))]
    public void No_switch_is_on_by_default(string name)
    {
        var type = Cmdlets.Named(name).ImplementingType;
        using var cmdlet = Activator.CreateInstance(type) as IDisposable;
        Assert.DoesNotContain(
            type.GetProperties().Where(property => property.PropertyType == typeof(SwitchParameter) && property.IsDefined(typeof(ParameterAttribute))),
            property => ((SwitchParameter)property.GetValue(cmdlet ?? Activator.CreateInstance(type))!).IsPresent);
    }

    [Theory]
    [MemberData(nameof(Exported))]
    public void Ids_dates_durations_addresses_and_secrets_have_their_types(string name) => Assert.All(Cmdlets.OwnParameters(Cmdlets.Named(name)), parameter =>
    {
        var expected = Expected(name, parameter.Name);
        Assert.True(expected is null || Bare(parameter.ParameterType) == expected, $"-{parameter.Name} is {parameter.ParameterType}, not {expected}");
        if (expected == typeof(TimeSpan))
        {
            // A plain number would count ticks, and less than nothing would be taken.
            Assert.Contains(parameter.Attributes, attribute => attribute.GetType().Name == "SecondsAttribute");
            Assert.Contains(parameter.Attributes, attribute => attribute.GetType().Name == "DurationAttribute");
        }

        if (expected == typeof(PSCredential))
        {
            Assert.Single(parameter.Attributes.OfType<CredentialAttribute>());
        }
    });

    [Theory]
    [MemberData(nameof(Exported))]
    public void It_takes_at_most_one_parameter_by_value_in_each_set_and_has_one_for_the_pipeline(string name) => Assert.All(Cmdlets.Named(name).ParameterSets, set =>
    {
        Assert.True(set.Parameters.Count(parameter => parameter.ValueFromPipeline) <= 1);
        Assert.True(name == "Connect-DpSession" || set.Parameters.Any(parameter => parameter.ValueFromPipeline || parameter.ValueFromPipelineByPropertyName), set.Name);
    });

    [Theory]
    [MemberData(nameof(Exported))]
    public void It_takes_a_session_unless_it_only_makes_an_object(string name)
    {
        var cmdlet = Cmdlets.Named(name);
        // Settings and profiles are made here; what talks to a server has a session, New- cmdlets too.
        var isLocal = !Cmdlets.Talks(cmdlet) && (cmdlet.Verb == "New" || name == "Connect-DpSession" || cmdlet.Noun == "DpProfile");
        Assert.Equal(!isLocal, cmdlet.Parameters.ContainsKey("Session"));
    }

    [Theory]
    [MemberData(nameof(Exported))]
    public void It_asks_before_it_changes(string name)
    {
        var cmdlet = Cmdlets.Named(name);
        var isReading = cmdlet.Verb is "Get" or "Wait" or "Watch" or "Connect" or "Disconnect" or "Test" || (cmdlet.Verb == "New" && !Cmdlets.Talks(cmdlet));
        Assert.True(isReading || Cmdlets.Changes(cmdlet));
        // Only what cannot be had back is asked about without -Confirm.
        Assert.True(Attribute(name).ConfirmImpact <= (cmdlet.Verb == "Remove" ? ConfirmImpact.High : ConfirmImpact.Medium));
    }

    [Theory]
    [MemberData(nameof(Exported))]
    public void Its_parameter_sets_can_be_told_apart(string name)
    {
        var sets = Cmdlets.Named(name).ParameterSets;
        // Without a default, nobody is asked for what is missing.
        Assert.True(sets.Count == 1 || sets.Any(set => set.IsDefault));
        Assert.All(sets.Where(set => !set.IsDefault), set => Assert.Contains(
            set.Parameters, parameter => sets.Count(other => other.Parameters.Any(candidate => candidate.Name == parameter.Name)) == 1));
    }

    private static Type? Expected(string cmdlet, string parameter) => parameter switch
    {
        "ExecutionId" => typeof(Guid),
        // An OAuth client's id is text, and so is a write setting's connection in the API.
        "ClientId" => null,
        // Says that secrets shall be left out.
        "HideSecret" => null,
        "ConnectionId" when cmdlet is "New-DpWriteSetting" or "Set-DpWriteSetting" => null,
        // An account's id and a token's are text in the API too.
        "AccountId" => null,
        "Id" when cmdlet.EndsWith("-DpAccessToken", StringComparison.Ordinal) => null,
        // A word for how a connection is authenticated.
        "CredentialType" => null,
        _ when parameter == "Id" || parameter.EndsWith("Id", StringComparison.Ordinal) => typeof(long),
        _ when parameter.StartsWith("Created", StringComparison.Ordinal) || parameter.StartsWith("Updated", StringComparison.Ordinal) || parameter.EndsWith("Date", StringComparison.Ordinal) => typeof(DateTimeOffset),
        "Timeout" => typeof(TimeSpan),
        _ when parameter.EndsWith("Interval", StringComparison.Ordinal) || parameter.EndsWith("Time", StringComparison.Ordinal) => typeof(TimeSpan),
        "BaseUri" or "Proxy" or "TokenEndpoint" => typeof(Uri),
        // A profile has the name of a secret.
        _ when cmdlet != "Save-DpProfile" && (parameter.Contains("Token", StringComparison.Ordinal) || parameter.Contains("Password", StringComparison.Ordinal) || parameter.Contains("Secret", StringComparison.Ordinal)) => typeof(SecureString),
        _ when parameter.Contains("Credential", StringComparison.Ordinal) => typeof(PSCredential),
        _ => null,
    };

    private static Type Bare(Type type) => type.IsArray ? Bare(type.GetElementType()!) : Nullable.GetUnderlyingType(type) ?? type;

    private static CmdletAttribute Attribute(string name) => Cmdlets.Named(name).ImplementingType.GetCustomAttribute<CmdletAttribute>()!;
}
