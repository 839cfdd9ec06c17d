using System;
using System.Collections.Generic;
using System.Globalization;

namespace DataprepPS.Emulator;

/// <summary>Finds the route of a path: case does not matter and a trailing slash is accepted, as on the real server.</summary>
internal sealed class RouteTable
{
    private readonly Node root = new();

    public RouteTable(IEnumerable<Route> routes)
    {
        foreach (var route in routes)
        {
            var node = root;
            foreach (var segment in route.Endpoint.Path.Trim('/').Split('/'))
            {
                node = segment.StartsWith('{') ? node.Parameter ??= new Node() : node.Child(segment);
            }

            node.Routes.Add(route.Endpoint.Method.Method, route);
        }
    }

    /// <summary>Finds the route; <paramref name="values"/> are what stands for its placeholders, in order.</summary>
    /// <remarks>A literal wins over an id: <c>/people/current</c>. A path no method of which fits is not found, as a wrong method is.</remarks>
    public Route? Find(string method, ReadOnlySpan<char> path, out IReadOnlyList<string> values)
    {
        var found = new List<string>();
        values = found;
        var node = root;
        foreach (var range in path.Trim('/').Split('/'))
        {
            var segment = path.Trim('/')[range];
            if (node.TryChild(segment) is { } child)
            {
                node = child;
            }
            else if (node.Parameter is { } parameter)
            {
                found.Add(segment.ToString());
                node = parameter;
            }
            else
            {
                return null;
            }
        }

        return node.Routes.GetValueOrDefault(method);
    }

    /// <summary>An id that is no whole number does not reach an operation.</summary>
    public static long ParseId(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw ApiProblem.Invalid("id", "must be an integer");

    private sealed class Node
    {
        private readonly Dictionary<string, Node> children = new(StringComparer.OrdinalIgnoreCase);

        public Node? Parameter { get; set; }

        public Dictionary<string, Route> Routes { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Node Child(string segment)
        {
            if (!children.TryGetValue(segment, out var child))
            {
                children[segment] = child = new Node();
            }

            return child;
        }

        public Node? TryChild(ReadOnlySpan<char> segment) =>
            children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var child) ? child : null;
    }
}
