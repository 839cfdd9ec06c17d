using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DataprepPS.Client.Resources;

/// <summary>Which objects to list. A server ignores what it does not know.</summary>
public sealed class ResourceQuery
{
    /// <summary>Free text the server looks for, by default in names.</summary>
    public string? Filter { get; init; }

    /// <summary>A name or a part of it, which narrows the list. The server may send more; the caller looks again.</summary>
    public string? Name { get; init; }

    /// <summary>The field that is meant by it.</summary>
    public string NameField { get; init; } = "name";

    /// <summary>Whether <see cref="Name"/> is all of the name.</summary>
    public bool IsWholeName { get; init; }

    /// <summary>A field name, with a minus sign in front for descending order.</summary>
    public string? Sort { get; init; }

    /// <summary>Only what belongs to this object.</summary>
    public ResourceParent? Parent { get; init; }

    /// <summary>
    /// More conditions, under the API's own words: text, numbers, flags, instants (sent in epoch milliseconds), or lists of these.
    /// </summary>
    public IDictionary<string, object?> Where { get; init; } = new Dictionary<string, object?>();

    /// <summary>Embeds, fields, deleted ones.</summary>
    public ReadOptions? Read { get; init; }

    /// <summary>The same for the objects of another one.</summary>
    /// <param name="parent">The other one.</param>
    /// <param name="withName">Whether its list knows the words that narrow by name; rows are looked at again anyhow.</param>
    internal ResourceQuery In(ResourceParent? parent, bool withName = true) => new()
    {
        Filter = Filter, Name = withName ? Name : null, NameField = NameField, IsWholeName = IsWholeName, Sort = Sort, Parent = parent, Where = new Dictionary<string, object?>(Where), Read = Read,
    };

    /// <summary>The same with one more condition.</summary>
    internal ResourceQuery Having(string word, object value)
    {
        Where[word] = value;
        return this;
    }

    internal Query ToQuery(IEnumerable<string> embed)
    {
        var query = new Query();
        foreach (var condition in Where)
        {
            query.Add(condition.Key, Text(condition.Value));
        }

        // One text is all a server takes: what was asked for in words comes before what narrows.
        return (Filter is not null || Name is null
            ? query.Add("filter", Filter)
            : query.Add("filter", Name).Add("filterFields", NameField).Add("filterType", IsWholeName ? "exactIgnoreCase" : "contains"))
            .Add("sort", Sort).Add(ReadOptions.With(Read, embed));
    }

    /// <summary>The query that reads another object with these embedded in it under a name.</summary>
    internal Query EmbeddedAs(string name, IEnumerable<string> embed)
    {
        var fields = Read?.FieldsWithId() is { Count: > 0 } some ? $"fields={string.Join(";", some)}" : null;
        var options = string.Join(",", new[] { fields, Sort is null ? null : $"sort={Sort}" }.Where(option => option is not null));
        var inner = ReadOptions.With(Read, embed)?.Embed?.Select(association => $"{name}.{association}") ?? [];
        return new Query().Add("embed", [options.Length == 0 ? name : $"{name}({options})", .. inner], ',').Add("includeDeleted", Read?.IncludeDeleted == true);
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset instant => Text(instant.ToUnixTimeMilliseconds()),
        IEnumerable items => string.Join(",", items.Cast<object?>().Select(Text)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}

/// <summary>The object that others belong to, e.g. the flow of a recipe.</summary>
public sealed class ResourceParent
{
    /// <summary>Makes one.</summary>
    /// <param name="name">The own name of its id, e.g. <c>FlowId</c>.</param>
    /// <param name="id">The id.</param>
    public ResourceParent(string name, long id)
    {
        Name = name;
        Id = id;
    }

    /// <summary>The own name of its id, e.g. <c>FlowId</c>.</summary>
    public string Name { get; }

    /// <summary>The id.</summary>
    public long Id { get; }
}
