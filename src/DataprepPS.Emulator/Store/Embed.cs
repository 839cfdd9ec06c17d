using System;
using System.Collections.Generic;

namespace DataprepPS.Emulator;

/// <summary>The parsed <c>embed</c> parameter: a tree, so that <c>wrangledDataset.flow</c> also embeds wrangledDataset.</summary>
internal sealed class Embed
{
    public static readonly Embed None = new();

    private readonly Dictionary<string, (Association Association, Embed Tree)> members = new(StringComparer.OrdinalIgnoreCase);

    public Embed? this[string name] => Find(name)?.Tree;

    /// <summary>The names as replies spell them, whatever case was asked for.</summary>
    public IEnumerable<string> Names => members.Keys;

    public IEnumerable<(Association Association, Embed Tree)> Members => members.Values;

    public (Association Association, Embed Tree)? Find(string name) => members.Count != 0 && members.TryGetValue(name, out var member) ? member : null;

    public static Embed Of(Call call, Associations root) => Parse(call.Query("embed"), root);

    public static Embed Parse(string? text, Associations root)
    {
        if (string.IsNullOrEmpty(text))
        {
            return None;
        }

        var tree = new Embed();
        foreach (var path in Split(text, ','))
        {
            var (node, associations) = (tree, root);
            foreach (var step in Split(path, '.'))
            {
                // Options such as flownodes(limit=1,sort=-id) are accepted and ignored.
                var name = step.Split('(')[0].Trim();
                if (name.Length == 0)
                {
                    continue;
                }

                var association = associations[name] ?? throw ApiProblem.Refused(
                    $"No association {name} in {associations.Collection}! Valid associations are {string.Join(", ", associations.Names)}");
                associations = association.Target;
                if (!node.members.TryGetValue(association.Name, out var next))
                {
                    node.members[association.Name] = next = (association, new Embed());
                }

                node = next.Tree;
            }
        }

        return tree;
    }

    /// <summary>Splits outside parentheses.</summary>
    private static IEnumerable<string> Split(string text, char separator)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] == separator && depth == 0)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }
}
