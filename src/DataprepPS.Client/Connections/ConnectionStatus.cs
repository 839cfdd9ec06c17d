using System;
using System.Collections.Generic;
using System.Linq;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Connections;

/// <summary>What came of trying a connection. Follows getConnectionStatus of the API.</summary>
public sealed class ConnectionStatus : ApiObject
{
    internal ConnectionStatus(long connectionId, string result, IReadOnlyDictionary<string, object?> reply)
    {
        ConnectionId = connectionId;
        Result = result;
        AdditionalProperties = reply.Where(member => !string.Equals(member.Key, "result", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(member => member.Key, member => member.Value, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The connection.</summary>
    public long ConnectionId { get; }

    /// <summary>Whether it works.</summary>
    public bool IsSuccess => string.Equals(Result, "SUCCESS", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the server said: SUCCESS, or what went wrong.</summary>
    public string Result { get; }

    /// <summary>What the server said.</summary>
    public override string ToString() => Result;
}
