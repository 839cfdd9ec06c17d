using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace DataprepPS.Client.Resources;

/// <summary>
/// Every endpoint that the rooms of this client have a line for, gathered from their classes named <c>…Endpoints</c>:
/// a new line is in every list and test of its kind by itself.
/// </summary>
internal static class EndpointCatalogue
{
    public static IReadOnlyList<Endpoint> All { get; } = Gather(typeof(EndpointCatalogue).Assembly);

    /// <summary>The endpoints of an assembly's rooms, room by room.</summary>
    public static IReadOnlyList<Endpoint> Gather(Assembly assembly) =>
    [
        .. assembly.GetTypes().Where(type => type is { IsAbstract: true, IsSealed: true } && type.Name.EndsWith("Endpoints", StringComparison.Ordinal))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public))
            .SelectMany(field => field.GetValue(null) switch
            {
                Endpoint endpoint => [endpoint],
                IEnumerable<Endpoint> several => several,
                _ => Enumerable.Empty<Endpoint>(),
            }).Distinct(),
    ];

    /// <summary>The endpoint a method and a concrete path belong to; null for one this client has no line for.</summary>
    public static Endpoint? Find(string method, string path)
    {
        var parts = Parts(path);
        // A literal wins over an id: /people/current.
        return All.Where(endpoint => endpoint.Method.Method == method && Matches(Parts(endpoint.Path), parts))
            .OrderBy(endpoint => endpoint.Path.Count(character => character == '{')).FirstOrDefault();
    }

    private static string[] Parts(string path) => path.Split(['/'], StringSplitOptions.RemoveEmptyEntries);

    private static bool Matches(string[] template, string[] parts)
    {
        if (template.Length != parts.Length)
        {
            return false;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (template[i][0] != '{' && !string.Equals(template[i], parts[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
