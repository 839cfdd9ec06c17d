using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Resources;
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
    public async Task An_error_comes_in_its_turn()
    {
        var ahead = new ReadAhead(() => 1);
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await ahead.AddAsync(() => throw new FormatException());
            await ahead.CompleteAsync();
        });
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
