using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>One small profile, the same for every group: a text column and a number column.</summary>
internal static class ProfileJson
{
    private const string Profile = """
        {
          "profilerTypeCheckHistograms": {
            "region": [{"key":"VALID","count":98},{"key":"EMPTY","count":2}],
            "amount": [{"key":"VALID","count":97},{"key":"EMPTY","count":2},{"key":"INVALID","count":1}]
          },
          "profilerValidValueHistograms": {
            "region": [{"k":2,"c":98,"ub":2,"topk":[{"key":"north","count":60},{"key":"south","count":38}]}],
            "amount": [{"min":1.5,"max":99.5,"roundMin":0,"roundMax":100,"buckets":[{"pos":0,"b":50},{"pos":1,"b":47}],"quartiles":{"q1":24.5,"q2":51,"q3":75.5}}]
          },
          "profilerRules": {},
          "columnTypes": {"region":["String"],"amount":["Float"]}
        }
        """;

    private static readonly JsonElement Parsed = JsonElement.Parse(Profile);

    public static void Write(Utf8JsonWriter w) => Parsed.WriteTo(w);
}
