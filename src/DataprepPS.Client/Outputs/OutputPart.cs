using System.Collections;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Outputs;

/// <summary>
/// A part of an output object: a file it writes, a table it publishes to, SQL it runs. One type is both what somebody has made, which
/// is on no server and has no id yet, and what the server has: so the parts of one output can be given to another one, or to a run.
/// </summary>
public abstract class OutputPart : TrackedResource
{
    // What the server adds of its own, and the references, of which requests name the id.
    private static readonly string[] NotSent = ["id", "createdAt", "updatedAt", "creator", "updater", "outputObject", "outputObjectId", "connection"];

    /// <summary>The output object it belongs to; null for a part that is on no server.</summary>
    public long? OutputObjectId { get => OutputObject is { Id: > 0 } output ? output.Id : field; set; }

    /// <summary>The output object it belongs to, with as much of it as was embedded.</summary>
    public ResourceReference? OutputObject { get; set; }

    /// <summary>What a request says of it, under the API's names: all its settings, and nothing that ties it to a server's object.</summary>
    public IDictionary ToMembers() => (IDictionary)PlainValues.From(JsonSerializer.SerializeToElement(ToRequest(), DataprepJson.Default.JsonObject))!;

    internal JsonObject ToRequest()
    {
        var members = (JsonObject)JsonSerializer.SerializeToNode(this, GetType(), DataprepJson.Default)!;
        foreach (var name in members.Where(member => member.Value is null || NotSent.Contains(member.Key)).Select(member => member.Key).ToList())
        {
            members.Remove(name);
        }

        // Replies have it in an envelope that requests do not.
        if (members["runParameters"] is JsonObject envelope && envelope["data"] is JsonArray parameters)
        {
            envelope.Remove("data");
            members["runParameters"] = parameters;
        }

        return members;
    }
}
