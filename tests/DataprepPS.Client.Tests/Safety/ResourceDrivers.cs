using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Resources;
using DataprepPS.Emulator;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>Creates, changes and removes one object of every resource that stands on the pattern.</summary>
internal static class ResourceDrivers
{
    /// <summary>The object that is changed and removed.</summary>
    private const long Id = 2;

    public static IReadOnlyList<Driver> All { get; } =
    [
        .. AnyResource.All.Where(resource => resource.Collection is not null).SelectMany(resource => ((Driver?[])[Create(resource), Update(resource), Remove(resource)]).OfType<Driver>()).Select(driver => driver with { IsShared = true }),
    ];

    private static Driver? Create(AnyResource resource) => resource.Endpoints.Create is not { IsUpload: false } endpoint ? null : new Driver(
        endpoint.Operation,
        endpoint,
        async s => await resource.Of(s.Client).CreateAsync(AnyResource.Plain(AnyResource.Body(endpoint)), s.Context),
        (s, result) => Rows(s, resource).Where(row => row.Id > s.Earlier[resource.Collection!]).Select(row => row.Id).SequenceEqual([((Resource)result!).Id])
            ? null
            : "what was told is not the one that was created");

    private static Driver? Update(AnyResource resource) => resource.Endpoints.Update is not { } endpoint ? null : new Driver(
        endpoint.Operation,
        endpoint,
        async s =>
        {
            await resource.Of(s.Client).UpdateAsync(Id, AnyResource.Plain(Change(endpoint)), s.Context);
            return null;
        },
        (s, _) => Change(endpoint).All(member => Shows(Rows(s, resource).Single(row => row.Id == Id).Json[member.Key], member.Value)) ? null : "it does not show what was set");

    private static Driver? Remove(AnyResource resource) => resource.Endpoints.Delete is not { } endpoint ? null : new Driver(
        endpoint.Operation,
        endpoint,
        async s =>
        {
            await resource.Of(s.Client).RemoveAsync(Id, s.Context);
            return null;
        },
        (s, _) => Rows(s, resource).Any(row => row.Id == Id) ? "it is still there" : null);

    /// <summary>Gives every resource an object to change and remove, and takes note of what there is.</summary>
    public static void Prepare(SafetyServer s)
    {
        var store = s.Server.World.Store;
        foreach (var resource in AnyResource.All.Where(resource => resource.Collection is not null && store.Find(resource.Collection, Id) is null))
        {
            store.Add(resource.Collection!, resource.Endpoints.Create is { } create ? AnyResource.Body(create, "before") : [], Id);
        }

        s.Earlier = Collections.All.ToDictionary(collection => collection, collection => store[collection].NextId - 1);
    }

    private static JsonObject Change(Endpoint endpoint) => new(AnyResource.Body(endpoint).Where(member => member.Value is JsonValue).Take(1).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    private static bool Shows(JsonNode? shown, JsonNode? set) => JsonNode.DeepEquals(shown, set);

    private static IReadOnlyList<Row> Rows(SafetyServer s, AnyResource resource) => s.Server.World.Store[resource.Collection!].Live;
}
