using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading;

namespace DataprepPS.Emulator;

/// <summary>
/// The faults to come. The first rule that matches a request and is not spent is played. The dice are seeded, so that
/// the same script plays the same way against the same requests.
/// </summary>
public sealed class FaultScript
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private readonly Lock sync = new();
    private readonly List<FaultRule> rules = [];
    private readonly int seed;
    private Random dice;

    internal FaultScript(int seed)
    {
        this.seed = seed;
        dice = Dice(seed);
    }

    /// <summary>Reads a script: a JSON array of rules, or one rule.</summary>
    /// <exception cref="JsonException">The script has an unknown fault or field; the message says where.</exception>
    public static IReadOnlyList<FaultRule> Parse(string json) => json.AsSpan().TrimStart().StartsWith("[")
        ? JsonSerializer.Deserialize<List<FaultRule>>(json, Json)!
        : [JsonSerializer.Deserialize<FaultRule>(json, Json)!];

    /// <summary>Begins a rule: <c>server.Faults.On("runJobGroup").ResetAfter(times: 1)</c>.</summary>
    public FaultTarget On(string operation) => new(this, operation);

    public void Add(params IEnumerable<FaultRule> more)
    {
        lock (sync)
        {
            rules.AddRange(more);
        }
    }

    /// <summary>Forgets all rules and starts the dice anew.</summary>
    public void Clear()
    {
        lock (sync)
        {
            rules.Clear();
            dice = Dice(seed);
        }
    }

    internal FaultRule? Next(string? operationId, string method, string path)
    {
        lock (sync)
        {
            if (rules.Count == 0)
            {
                return null;
            }

            var methodAndPath = $"{method} {path}";
            foreach (var rule in rules)
            {
                if (rule.Matches(operationId, methodAndPath) && rule.Take(rule.Probability < 1 ? dice.NextDouble() : 0))
                {
                    return rule;
                }
            }

            return null;
        }
    }

#pragma warning disable CA5394 // Dice that can be thrown again the same way are the point.
    private static Random Dice(int seed) => new(seed);
#pragma warning restore CA5394
}
