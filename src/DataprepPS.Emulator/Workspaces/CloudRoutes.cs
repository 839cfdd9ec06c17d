using System.Collections.Generic;
using System.Text.Json.Nodes;

using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>What published clients ask of the storage behind a workspace.</summary>
internal static class CloudRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        new(
            new Endpoint("getCurrentAwsConfig", "GET /v4/awsConfigs/current") { Evidence = Evidence.Assumed, Editions = Editions.SinceOld, Note = "Read by published clients for the bucket; not in the specification." },
            _ => Reply.Json(200, new JsonObject
            {
                ["id"] = 1,
                ["defaultBucket"] = "emulator",
                ["extraBuckets"] = new JsonArray(),
                ["credentialProvider"] = "default",
                ["role"] = null,
                ["externalId"] = null,
            })),
    ];
}
