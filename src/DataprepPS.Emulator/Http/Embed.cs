using System;
using System.Collections.Generic;
using System.Linq;

namespace DataprepPS.Emulator;

/// <summary>What can be embedded in objects of one kind, and in turn in those.</summary>
internal sealed class Association(string collection, params (string Name, Association Target)[] members)
{
    public static readonly Association Leaf = new("objects");

    public string Collection => collection;

    public IEnumerable<string> Names => members.Select(m => m.Name);

    public Association? this[string name] =>
        members.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Target;
}

/// <summary>The parsed <c>embed</c> parameter: a tree, so that <c>wrangledDataset.flow</c> also embeds wrangledDataset.</summary>
internal sealed class Embed
{
    public static readonly Embed None = new();

    private readonly Dictionary<string, Embed> members = new(StringComparer.OrdinalIgnoreCase);

    public Embed? this[string name] => members.Count == 0 ? null : members.GetValueOrDefault(name);

    public IEnumerable<string> Names => members.Keys;

    public static Embed Parse(string? text, Association root)
    {
        if (string.IsNullOrEmpty(text))
        {
            return None;
        }

        var tree = new Embed();
        foreach (var path in Split(text, ','))
        {
            var (node, association) = (tree, root);
            foreach (var step in Split(path, '.'))
            {
                // Options such as flownodes(limit=1,sort=-id) are accepted and ignored.
                var name = step.Split('(')[0].Trim();
                if (name.Length == 0)
                {
                    continue;
                }

                association = association[name] ?? throw new ApiProblem(
                    400,
                    "ValidationFailed",
                    "Input validation failed",
                    $"No association {name} in {association.Collection}! Valid associations are {string.Join(", ", association.Names)}");
                if (!node.members.TryGetValue(name, out var next))
                {
                    node.members[name] = next = new Embed();
                }

                node = next;
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
