using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Resources;

/// <summary>
/// Reads what many callers want by id at about the same time: as many alone at once as the server does well, and those that have to
/// wait for that together, while a list shows them in fewer requests. Nobody gets what was asked of the server before he came.
/// Safe to use from many threads.
/// </summary>
internal sealed class ManyReads<T>(TimeProvider time)
    where T : Resource
{
    /// <summary>So many must wait before somebody looks for them in a list: fewer have had their turn by the time it is there.</summary>
    public const int Worthwhile = 100;

    private const int MostAtOnce = 32;

    // A list that takes longer than a few reads may take very long: they go on alone meanwhile.
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(2);

    private readonly object gate = new();
    private readonly AdaptiveLimit adaptive = new();
    private readonly Queue<Place> waiting = new();

    // What completes a read that has had its turn: those behind it cannot leave before it does.
    private readonly Queue<Place> urgent = new();
    private long lastTook;
    private int running;
    private int unserved;
    private CancellationTokenSource? listing;
    private bool isListing;

    // Nobody is let in while a list may be there soon.
    private bool isPatient;

    // A list showed few of those that were wanted, or none: this caller's ids are not in lists.
    private bool isHopeless;

    private int Allowed => Math.Min(MostAtOnce, adaptive.Size);

    /// <summary>Reads one.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="alone">Reads it by a request of its own.</param>
    /// <param name="together">Looks for many in a list, takes those that it shows as fully as the other would have, and ends when nobody waits any more.</param>
    public async Task<T> ReadAsync(long id, Func<Task<T>> alone, Func<WantedRows<T>, CancellationToken, Task> together)
    {
        var turn = EnterAsync(waiting, id);
        if (TryBeginListing())
        {
            _ = ListAsync(together);
        }

        return await turn.ConfigureAwait(false) ?? await DoAsync(alone).ConfigureAwait(false);
    }

    /// <summary>Does something that belongs to a read, as soon as there is room for it among the others.</summary>
    public async Task<TResult> RunAsync<TResult>(Func<Task<TResult>> work)
    {
        await EnterAsync(urgent, 0).ConfigureAwait(false);
        return await DoAsync(work).ConfigureAwait(false);
    }

    /// <summary>Completes when it is somebody's turn, with nothing, or before that with the row of a list.</summary>
    private Task<T?> EnterAsync(Queue<Place> queue, long id)
    {
        lock (gate)
        {
            if (running < Allowed && (queue == urgent || !isPatient))
            {
                running++;
                return Task.FromResult<T?>(null);
            }

            var place = new Place(id);
            queue.Enqueue(place);
            unserved += queue == waiting ? 1 : 0;
            return place.Turn;
        }
    }

    private async Task<TResult> DoAsync<TResult>(Func<Task<TResult>> work)
    {
        var flight = adaptive.Begin(Volatile.Read(ref running), Allowed);
        var begun = time.GetTimestamp();
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            Leave(flight, time.GetElapsedTime(begun));
        }
    }

    private void Leave(Flight flight, TimeSpan took)
    {
        adaptive.End(flight, took);
        CancellationTokenSource? unwanted;
        lock (gate)
        {
            lastTook = took.Ticks;
            running--;
            LetIn();
            unwanted = unserved == 0 ? listing : null;
        }

        unwanted?.Cancel();
    }

    // In the lock.
    private void LetIn()
    {
        while (running < Allowed && Next() is { } next)
        {
            if (next.Dequeue().TryServe(null))
            {
                running++;
                unserved -= next == waiting ? 1 : 0;
            }
        }
    }

    private Queue<Place>? Next() => urgent.Count > 0 ? urgent : waiting.Count > 0 && !isPatient ? waiting : null;

    private bool TryBeginListing()
    {
        lock (gate)
        {
            if (unserved < Worthwhile || isListing || isHopeless)
            {
                return false;
            }

            isListing = true;
            isPatient = true;
            return true;
        }
    }

    private async Task ListAsync(Func<WantedRows<T>, CancellationToken, Task> together)
    {
        List<Place> asked;
        WantedRows<T> wanted;
        do
        {
            // Where a read takes long, those that come in a part of its time are worth waiting for.
            var took = Interlocked.Read(ref lastTook);
            var patience = new TimeSpan(Math.Min(Math.Max(took * 2, LeastPatience.Ticks), MostPatience.Ticks));
            await time.Delay(new TimeSpan(Math.Min(took / 4, LeastPatience.Ticks))).ConfigureAwait(false);
            asked = Unserved();
            wanted = new WantedRows<T>();
            asked.ForEach(place => wanted.Add(place.Id));
            var end = new CancellationTokenSource();
            listing = end;
            try
            {
                // The same id again and again is nothing for a list.
                var reading = wanted.Count < Worthwhile ? Task.CompletedTask : together(wanted, end.Token);
                if (await Task.WhenAny(reading, time.Delay(patience, end.Token)).ConfigureAwait(false) != reading)
                {
                    EndPatience();
                }

                await reading.ConfigureAwait(false);
            }
            catch (Exception)
            {
                // Whatever is wrong: each of them still has its turn, and hears of it from its own request.
                wanted.Forget();
            }
            finally
            {
                end.Cancel();
            }
        }
        while (Serve(asked, wanted));
    }

    private List<Place> Unserved()
    {
        lock (gate)
        {
            return [.. waiting.Where(place => !place.Turn.IsCompleted)];
        }
    }

    private void EndPatience()
    {
        lock (gate)
        {
            isPatient = false;
            LetIn();
        }
    }

    /// <summary>Gives the rows to those who want them; true when enough others wait for the next list.</summary>
    private bool Serve(List<Place> asked, WantedRows<T> wanted)
    {
        lock (gate)
        {
            isHopeless = wanted.Found.Count * 2 < asked.Count;
            isListing = false;
            listing = null;
            foreach (var place in asked)
            {
                // A row is one object: who asked for the same id again reads his own.
                if (wanted.Find(place.Id) is { } row && place.TryServe(row))
                {
                    wanted.Remove(row);
                    unserved--;
                }
            }

            if (TryBeginListing())
            {
                return true;
            }

            EndPatience();
            return false;
        }
    }

    /// <summary>Somebody's place in a queue. A served one stays in it until it would be its turn.</summary>
    private sealed class Place(long id)
    {
        private readonly TaskCompletionSource<T?> turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Id { get; } = id;

        public Task<T?> Turn => turn.Task;

        public bool TryServe(T? row) => turn.TrySetResult(row);
    }
}
