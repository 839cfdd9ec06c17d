using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace DataprepPS.Client.Resources;

/// <summary>
/// The endpoints that most resources have, under the names that the specification gives them by its rule: getFlow,
/// listFlows, countFlows, createFlow, patchFlow and deleteFlow. A resource says where it differs; null is for what it lacks.
/// </summary>
/// <param name="name">The name within operation ids, e.g. <c>Flow</c>.</param>
/// <param name="path">The path of the list, e.g. <c>/v4/flows</c>.</param>
/// <param name="evidence">How all of them are known.</param>
/// <param name="editions">Who has them.</param>
internal sealed class ResourceEndpoints(string name, string path, Evidence evidence = Evidence.Documented, Editions editions = Editions.All) : IEnumerable<Endpoint>
{
    public Endpoint? Get { get; init; } = Line($"get{name}", $"GET {path}/{{id}}", evidence, editions);

    public Endpoint? List { get; init; } = Line($"list{name}s", $"GET {path}", evidence, editions);

    /// <summary>The list of releases that lack <see cref="List"/>, with a line of its own in the room.</summary>
    public Endpoint? OtherList { get; init; }

    public Endpoint? Count { get; init; } = Line($"count{name}s", $"GET {path}/count", evidence, editions);

    /// <summary>The count of releases that lack <see cref="Count"/>, with a line of its own in the room.</summary>
    public Endpoint? OtherCount { get; init; }

    public Endpoint? Create { get; init; } = Line($"create{name}", $"POST {path}", evidence, editions);

    public Endpoint? Update { get; init; } = Line($"patch{name}", $"PATCH {path}/{{id}}", evidence, editions);

    public Endpoint? Delete { get; init; } = Line($"delete{name}", $"DELETE {path}/{{id}}", evidence, editions);

    public IEnumerator<Endpoint> GetEnumerator() => ((IEnumerable<Endpoint?>)[Get, List, Count, Create, Update, Delete]).OfType<Endpoint>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Endpoint Line(string operation, string line, Evidence evidence, Editions editions) =>
        new(operation, line) { Evidence = evidence, Editions = editions };
}
