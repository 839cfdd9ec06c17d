using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Deployments;

/// <summary>
/// What the import of a release puts in the place of something in the package: of an object, such as a connection, or of a value,
/// such as a bucket. Follows updateObjectImportRules and updateValueImportRules of the API.
/// </summary>
public sealed class DeploymentRule : ApiObject
{
    private static readonly string[] Known = ["tableName", "onCondition", "withCondition", "type", "on", "with"];

    internal DeploymentRule(long deploymentId, DeploymentRuleKind kind, IReadOnlyDictionary<string, object?> sent)
    {
        (DeploymentId, Kind) = (deploymentId, kind);
        TableName = sent.Get("tableName") as string;
        OnCondition = sent.Get("onCondition") as IReadOnlyDictionary<string, object?>;
        WithCondition = sent.Get("withCondition") as IReadOnlyDictionary<string, object?>;
        Type = sent.Get("type") as string;
        On = sent.Get("on") as string;
        With = sent.Get("with") as string;
        AdditionalProperties = sent.Where(member => !Known.Contains(member.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(member => member.Key, member => member.Value, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The deployment.</summary>
    public long DeploymentId { get; }

    /// <summary>Whether it is about objects or values.</summary>
    public DeploymentRuleKind Kind { get; }

    /// <summary>Of an object rule: the kind of object, e.g. connections.</summary>
    public string? TableName { get; }

    /// <summary>Of an object rule: by what the object in the package is known, e.g. its uuid.</summary>
    public IReadOnlyDictionary<string, object?>? OnCondition { get; }

    /// <summary>Of an object rule: by what the object here is known, e.g. its id.</summary>
    public IReadOnlyDictionary<string, object?>? WithCondition { get; }

    /// <summary>Of a value rule: fileLocation, s3Bucket, or a word of the server's own.</summary>
    public string? Type { get; }

    /// <summary>Of a value rule: the text in the package.</summary>
    public string? On { get; }

    /// <summary>Of a value rule: the text that takes its place.</summary>
    public string? With { get; }

    /// <summary>What becomes what.</summary>
    public override string ToString() => Kind == DeploymentRuleKind.ObjectRule
        ? $"{TableName} {Text(OnCondition)} -> {Text(WithCondition)}"
        : $"{Type} {On} -> {With}";

    /// <summary>
    /// The request's form of a rule that somebody wrote: as the API has it, or short: <c>on</c> and <c>with</c> are an id or a uuid
    /// of a connection.
    /// </summary>
    /// <exception cref="ArgumentException">It does not say what becomes what.</exception>
    internal static JsonObject ToBody(DeploymentRuleKind kind, object rule) => rule switch
    {
        DeploymentRule known when known.Kind == kind => known.ToBody(),
        DeploymentRule other => throw new ArgumentException($"A rule about {(other.Kind == DeploymentRuleKind.ObjectRule ? "objects is none about values" : "values is none about objects")}: {other}."),
        IDictionary written when kind == DeploymentRuleKind.ObjectRule => ObjectRule(written),
        IDictionary written => ValueRule(written),
        _ => throw new ArgumentException($"\"{rule}\" is not a rule: write a hashtable, e.g. @{{ on = '<uuid>'; with = 5 }} for a connection or @{{ type = 's3Bucket'; on = 'dev'; with = 'prod' }} for a value."),
    };

    private static string Text(IReadOnlyDictionary<string, object?>? condition) =>
        string.Join(", ", (condition ?? new Dictionary<string, object?>()).Select(member => member.Key == "id" ? $"{member.Value}" : $"{member.Key} {member.Value}"));

    private static JsonObject ObjectRule(IDictionary written)
    {
        var rule = Copy(written, "tableName", "on", "onCondition", "with", "withCondition");
        rule["tableName"] = PlainValues.ToJson(written.Find("tableName") ?? "connections");
        // Ids of other workspaces are texts in the vendor's example, those of this one numbers.
        rule["onCondition"] = Condition(written.Find("onCondition") ?? written.Find("on"), id => JsonValue.Create(id.ToString(CultureInfo.InvariantCulture))) ?? throw Missing("on", written);
        rule["withCondition"] = Condition(written.Find("withCondition") ?? written.Find("with"), id => JsonValue.Create(id)) ?? throw Missing("with", written);
        return rule;
    }

    private static JsonObject ValueRule(IDictionary written)
    {
        var rule = Copy(written, "type", "on", "with");
        foreach (var name in new[] { "type", "on", "with" })
        {
            rule[name] = PlainValues.ToJson(written.Find(name) ?? throw Missing(name, written));
        }

        return rule;
    }

    private static JsonObject? Condition(object? written, Func<long, JsonNode> number) => written switch
    {
        null => null,
        IDictionary members => PlainValues.ToJsonObject(members),
        Resource resource => new JsonObject { ["id"] = number(resource.Id) },
        _ when Convert.ToString(written, CultureInfo.InvariantCulture) is { } text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new JsonObject { ["id"] = number(id) }
            : new JsonObject { ["uuid"] = text },
        _ => null,
    };

    private static JsonObject Copy(IDictionary written, params string[] except)
    {
        var rule = new JsonObject();
        foreach (DictionaryEntry member in written)
        {
            var name = Convert.ToString(member.Key, CultureInfo.InvariantCulture) ?? string.Empty;
            if (!except.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                rule[name] = PlainValues.ToJson(member.Value);
            }
        }

        return rule;
    }

    private static ArgumentException Missing(string name, IDictionary written) =>
        new($"A rule needs \"{name}\"; this one has {(written.Count == 0 ? "nothing" : string.Join(", ", written.Keys.Cast<object>()))}.");

    private JsonObject ToBody()
    {
        var body = PlainValues.ToJsonObject(new Dictionary<string, object?>(AdditionalProperties.ToDictionary(member => member.Key, member => member.Value)));
        foreach (var (name, value) in new (string, object?)[] { ("tableName", TableName), ("onCondition", OnCondition), ("withCondition", WithCondition), ("type", Type), ("on", On), ("with", With) })
        {
            if (value is not null)
            {
                body[name] = PlainValues.ToJson(value);
            }
        }

        return body;
    }
}

/// <summary>What an import rule is about.</summary>
public enum DeploymentRuleKind
{
    /// <summary>Objects, such as connections.</summary>
    ObjectRule,

    /// <summary>Values, such as paths and buckets.</summary>
    ValueRule,
}
