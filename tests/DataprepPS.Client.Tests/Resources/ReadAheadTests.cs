using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Resources;

public sealed class ReadAheadTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(0)]
    public async Task Results_leave_in_the_order_of_asking_and_no_more_than_allowed_run_at_once(int limit)
    {
        var ahead = new ReadAhead(() => limit);
        List<int> emitted = [];
        var (running, most) = (0, 0);
        for (var i = 0; i < 40; i++)
        {
            var number = i;
            await ahead.AddAsync(async () =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await Task.Yield();
                Interlocked.Decrement(ref running);
                return () =>
                {
                    emitted.Add(number);
                    return Task.CompletedTask;
                };
            });
        }

        await ahead.CompleteAsync();
        Assert.Equal(Enumerable.Range(0, 40), emitted);
        Assert.InRange(most, 1, Math.Max(1, limit));
    }

    [Fact]
    public async Task The_first_result_leaves_before_the_second_begins()
    {
        var ahead = new ReadAhead(() => 8);
        List<string> events = [];
        for (var i = 0; i < 2; i++)
        {
            var number = i;
            await ahead.AddAsync(() =>
            {
                events.Add($"begin {number}");
                return Task.FromResult<Func<Task>>(() =>
                {
                    events.Add($"emit {number}");
                    return Task.CompletedTask;
                });
            });
        }

        await ahead.CompleteAsync();
        Assert.Equal(["begin 0", "emit 0", "begin 1", "emit 1"], events);
    }

    [Fact]
    public async Task A_server_that_does_all_at_once_is_sent_one_then_four_then_sixteen_then_all()
    {
        var server = new Server();
        var feeding = FeedAsync(server, calls: 100, most: 32);
        foreach (var wave in (int[])[1, 4, 16, 32])
        {
            await WaitUntilAsync(() => server.Waiting == wave);
            server.Time.Advance(TimeSpan.FromMilliseconds(50));
            server.Answer(wave);
        }

        while (!feeding.IsCompleted)
        {
            await WaitUntilAsync(() => server.Waiting > 0 || feeding.IsCompleted);
            server.Answer(server.Waiting);
        }

        Assert.Equal(Enumerable.Range(0, 100), await feeding);
    }

    [Fact]
    public async Task A_server_that_does_one_at_a_time_has_few_waiting_and_takes_no_longer_than_alone()
    {
        var server = new Server();
        var feeding = FeedAsync(server, calls: 200, most: 32);
        while (true)
        {
            await WaitUntilAsync(() => server.Waiting > 0 || feeding.IsCompleted);
            if (feeding.IsCompleted)
            {
                break;
            }

            server.Time.Advance(TimeSpan.FromMilliseconds(50));
            server.Answer(1);
        }

        Assert.Equal(Enumerable.Range(0, 200), await feeding);
        Assert.Equal(200 * 50, server.Time.Elapsed.TotalMilliseconds);
        Assert.InRange(server.MostWaiting, 1, 10);
    }

    [Fact]
    public async Task An_error_comes_in_its_turn()
    {
        var ahead = new ReadAhead(() => 1);
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await ahead.AddAsync(() => throw new FormatException());
            await ahead.CompleteAsync();
        });
    }

    [Fact]
    public async Task One_that_takes_long_holds_back_the_results_behind_it_but_not_their_work()
    {
        var ahead = new ReadAhead(() => 4, new ManualTimeProvider());
        List<int> emitted = [];
        await FillWindowAsync(ahead);
        var first = new TaskCompletionSource();
        await ahead.AddAsync(Work(emitted, 0, first.Task));
        for (var i = 1; i < 20; i++)
        {
            await ahead.AddAsync(Work(emitted, i, Task.CompletedTask));
        }

        Assert.Empty(emitted);
        first.SetResult();
        await ahead.CompleteAsync();
        Assert.Equal(Enumerable.Range(0, 20), emitted);
    }

    [Fact]
    public async Task Input_that_comes_slowly_does_not_keep_its_results_for_the_next()
    {
        var time = new ManualTimeProvider();
        var ahead = new ReadAhead(() => 8, time);
        List<int> emitted = [];
        await FillWindowAsync(ahead);
        time.Advance(TimeSpan.FromMilliseconds(101));
        Assert.False(ahead.TryAdd(Work(emitted, 0, Task.CompletedTask)));
        await ahead.AddAsync(Work(emitted, 0, Task.Delay(1)));
        Assert.Equal([0], emitted);
    }

    [Fact]
    public async Task Trying_begins_something_only_where_nobody_has_to_wait()
    {
        var ahead = new ReadAhead(() => 4, new ManualTimeProvider());
        List<int> emitted = [];
        // The first result leaves before the second thing begins: there is something to await.
        Assert.False(ahead.TryAdd(Work(emitted, 0, Task.CompletedTask)));
        await FillWindowAsync(ahead);
        var open = new TaskCompletionSource();
        var begun = Enumerable.Range(0, 10).TakeWhile(i => ahead.TryAdd(Work(emitted, i, open.Task))).Count();
        // One place less than the limit of four: the one that fills it is awaited.
        Assert.Equal(3, begun);
        Assert.Empty(emitted);
        open.SetResult();
        await ahead.CompleteAsync();
        Assert.Equal([0, 1, 2], emitted);
    }

    [Fact]
    public async Task Trying_is_refused_when_a_result_has_waited_long_enough()
    {
        var time = new ManualTimeProvider();
        var ahead = new ReadAhead(() => 8, time);
        List<int> emitted = [];
        await FillWindowAsync(ahead);
        Assert.True(ahead.TryAdd(Work(emitted, 0, Task.CompletedTask)));
        // Ready and not yet emitted: others may join it, but only for some milliseconds.
        await WaitUntilAsync(() => ahead.IsNextReady);
        Assert.True(ahead.TryAdd(Work(emitted, 1, Task.CompletedTask)));
        time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.False(ahead.TryAdd(Work(emitted, 2, Task.CompletedTask)));
        await ahead.CompleteAsync();
        Assert.Equal([0, 1], emitted);
    }

    private static Task<List<int>> FeedAsync(Server server, int calls, int most) => Task.Run(async () =>
    {
        var ahead = new ReadAhead(() => most, server.Time);
        List<int> emitted = [];
        for (var call = 0; call < calls; call++)
        {
            await ahead.AddAsync(Work(emitted, call, server));
        }

        await ahead.CompleteAsync();
        return emitted;
    });

    private static Func<Task<Func<Task>>> Work(List<int> emitted, int number, Server server) => () => Work(emitted, number, server.CallAsync())();

    /// <summary>Answers calls when it is told to, first come first served.</summary>
    private sealed class Server
    {
        private readonly Queue<TaskCompletionSource> waiting = new();

        public ManualTimeProvider Time { get; } = new();

        public int MostWaiting { get; private set; }

        public int Waiting
        {
            get
            {
                lock (waiting)
                {
                    return waiting.Count;
                }
            }
        }

        public Task CallAsync()
        {
            var call = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (waiting)
            {
                waiting.Enqueue(call);
                MostWaiting = Math.Max(MostWaiting, waiting.Count);
            }

            return call.Task;
        }

        public void Answer(int calls)
        {
            for (var call = 0; call < calls; call++)
            {
                TaskCompletionSource next;
                lock (waiting)
                {
                    next = waiting.Dequeue();
                }

                next.SetResult();
            }
        }
    }

    // After enough results as many run as the limit allows.
    private static async Task FillWindowAsync(ReadAhead ahead)
    {
        for (var i = 0; i < 10; i++)
        {
            await ahead.AddAsync(Work([], i, Task.CompletedTask));
            await WaitUntilAsync(() => ahead.IsEmpty || ahead.IsNextReady);
        }

        await ahead.CompleteAsync();
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1);
        }
    }

    private static Func<Task<Func<Task>>> Work(List<int> emitted, int number, Task until) => async () =>
    {
        await until;
        return () =>
        {
            emitted.Add(number);
            return Task.CompletedTask;
        };
    };

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
