using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Plans;

/// <summary>The client of what plans are made of, which the API shows only in the plan.</summary>
public abstract class PlanPartClient<T> : ResourceClient<T>
    where T : Resource
{
    private readonly string member;

    /// <param name="parts">The session's.</param>
    /// <param name="endpoints">How they are made and removed.</param>
    /// <param name="member">What a plan calls them.</param>
    /// <param name="type">How they are read.</param>
    private protected PlanPartClient(SessionParts parts, ResourceEndpoints endpoints, string member, Func<JsonTypeInfo<T>> type)
        : base(parts, endpoints, type) => this.member = member;

    private protected override string LookCommand => "Get-DpPlan -Full";

    private protected override async Task<Settled<T>> FindCreatedAsync(JsonObject body, long started, Turns<string>.Turn turn, CallContext context)
    {
        if (body["planId"]?.AsValue().TryGetValue<long>(out var plan) != true)
        {
            return new Settled<T>(null, null);
        }

        IReadOnlyList<JsonElement> rows = [];
        var sought = new Sought(null, row => SentMembers.Compare(body, row) is { Differing: 0, Equal: > 0 });
        var (ids, seen) = await Lost.FindAsync([sought], started, () => turn.IsShared, context, LookAsync).ConfigureAwait(false);
        return new Settled<T>(ids is null ? null : JsonSerializer.Deserialize(rows.First(row => row.FindId("id") == ids[0]), Type), seen);

        async Task<SeenRows> LookAsync(CallContext looking)
        {
            var shown = await Transport.SendAsync(
                ApiRequest.Get(PlanEndpoints.Plans.Get!, plan),
                response => new SeenRows([.. ReplyReader.Object(response, DataprepJson.Default.AnyResource).Element.FindList(member)], response.Date),
                looking).ConfigureAwait(false);
            rows = shown.Rows;
            return shown;
        }
    }
}
