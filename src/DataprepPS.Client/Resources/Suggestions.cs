using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading.Tasks;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.Resources;

/// <summary>One object that somebody who types may mean.</summary>
public sealed class Suggestion
{
    internal Suggestion(long id, string? name, string label)
    {
        Id = id;
        Name = name;
        Label = label;
    }

    /// <summary>Its id.</summary>
    public long Id { get; }

    /// <summary>Its name, if it has one.</summary>
    public string? Name { get; }

    /// <summary>What tells it from others, e.g. a recipe's name and flow.</summary>
    public string Label { get; }
}

/// <summary>
/// The objects of a session as they are suggested to somebody who types: asked for once in a while, the newest of them, never
/// where the server counts calls tightly, and nothing when it is slow or fails. Whoever presses Tab wants names, not errors.
/// </summary>
public sealed class Suggestions
{
    private const int Most = 500;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Answer> answers = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeProvider time;
    private readonly Func<string, IResourceClient?> find;
    private readonly Func<bool> isTight;

    internal Suggestions(TimeProvider time, Func<string, IResourceClient?> find, Func<bool> isTight)
    {
        this.time = time;
        this.find = find;
        this.isTight = isTight;
    }

    /// <summary>The objects of a kind. The task never fails, and goes on to its end whoever stops waiting for it, for the next time.</summary>
    /// <param name="noun">What cmdlets call the kind, e.g. <c>Flow</c>.</param>
    public Task<IReadOnlyList<Suggestion>> GetAsync(string noun)
    {
        if (answers.TryGetValue(noun, out var answer) && (!answer.Task.IsCompleted || time.GetElapsedTime(answer.Asked) < Fresh))
        {
            return answer.Task;
        }

        if (find(noun) is not { } resource || isTight())
        {
            return Task.FromResult<IReadOnlyList<Suggestion>>([]);
        }

        answer = new Answer(time.GetTimestamp(), Task.Run(() => AskAsync(resource)));
        answers[noun] = answer;
        return answer.Task;
    }

    private async Task<IReadOnlyList<Suggestion>> AskAsync(IResourceClient resource)
    {
        using var end = time.CreateCancellationTokenSource(Patience);
        List<Suggestion> found = [];
        try
        {
            await resource.ListAsync(
                new ResourceQuery { Sort = "-id" },
                new ListOptions { First = Most },
                row =>
                {
                    found.Add(new Suggestion(row.Id, (row as NamedResource)?.Name, row.Label));
                    return Task.FromResult(true);
                },
                new CallContext(end.Token).WithRetryTime(TimeSpan.Zero)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DataprepException or OperationCanceledException or ArgumentException or ObjectDisposedException)
        {
            // What came before is better than nothing.
        }

        return found;
    }

    private sealed record Answer(long Asked, Task<IReadOnlyList<Suggestion>> Task);
}
