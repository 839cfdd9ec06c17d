using System.Collections.Generic;
using System.Globalization;
using System.Text;

using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>What was started under which <c>x-execution-id</c>, so that a repeated one starts nothing. The world's lock guards it.</summary>
internal sealed class Executions
{
    private readonly Dictionary<(Endpoint Endpoint, string Id), long> started = [];

    /// <summary>The 304 of a repeated run, or null for one that is new.</summary>
    /// <param name="call">The run.</param>
    /// <param name="endpoint">Which kind of run it is.</param>
    /// <param name="member">What a body would call the id of what runs.</param>
    public static Reply? AlreadyStarted(Call call, Endpoint endpoint, string member)
    {
        if (call.ExecutionId is not { } execution || !call.World.Executions.started.TryGetValue((endpoint, execution), out var id))
        {
            return null;
        }

        return call.Options.NotModifiedBody
            ? Reply.Raw(304, Reply.JsonType, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"{{member}}":{{id}}}""")))
            : Reply.Empty(304);
    }

    public void Add(Endpoint endpoint, string? execution, long id)
    {
        if (execution is not null)
        {
            started[(endpoint, execution)] = id;
        }
    }

    public void Clear() => started.Clear();
}
