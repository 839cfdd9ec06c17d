using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Resources;

/// <summary>Reads of many ids at about the same time: who is read alone, who from a list, and who waits for what.</summary>
public sealed class ManyReadsTests
{
    private readonly Server server = new();

    [Fact]
    public async Task Those_that_wait_for_the_first_one_are_looked_for_in_a_list()
    {
        var reads = server.Read(Ids(1, 160));
        Assert.Equal([1], server.Alone);
        // The hundredth that has to wait is enough; those after it came too late for this list.
        var list = Assert.Single(server.Lists);
        Assert.Equal((2, 101, 100), (list.Wanted.Lowest, list.Wanted.Highest, list.Wanted.Count));
        list.Show(Ids(2, 100));
        Assert.All(await Task.WhenAll(reads.Skip(1).Take(100)), row => Assert.True(row.IsListed));

        // Too few are left for another.
        server.AnswersAtOnce();
        Assert.All(await Task.WhenAll(reads.Skip(101).Prepend(reads[0])), row => Assert.False(row.IsListed));
        Assert.Equal([1, .. Ids(102, 59)], server.Alone.Order());
        Assert.Single(server.Lists);
    }

    [Fact]
    public async Task Fewer_are_not()
    {
        var reads = server.Read(Ids(1, ManyReads<Row>.Worthwhile));
        server.AnswersAtOnce();
        await Task.WhenAll(reads);
        Assert.Empty(server.Lists);
    }

    [Fact]
    public async Task Enough_that_came_meanwhile_are_looked_for_in_the_next_list()
    {
        var reads = server.Read(Ids(1, 301));
        Assert.Single(server.Lists).Show(Ids(2, 100));
        await UntilAsync(() => server.Lists.Count == 2);
        // All that wait are wanted then, not only a hundred.
        Assert.Equal((102, 301, 200), (server.Lists[1].Wanted.Lowest, server.Lists[1].Wanted.Highest, server.Lists[1].Wanted.Count));
        server.Lists[1].Show(Ids(102, 200));
        server.AnswersAtOnce();
        await Task.WhenAll(reads);
        Assert.Equal([1], server.Alone);
    }

    [Fact]
    public async Task Who_is_not_in_the_list_is_read_alone()
    {
        var reads = server.Read(Ids(1, 101));
        Assert.Single(server.Lists).Show(Ids(2, 60));
        server.AnswersAtOnce();
        var rows = await Task.WhenAll(reads);
        Assert.Equal(Ids(1, 101), rows.Select(row => row.Id));
        Assert.Equal([1, .. Ids(62, 40)], server.Alone.Order());
    }

    [Theory]
    [InlineData(49)]
    [InlineData(0)]
    public async Task A_list_that_shows_few_is_not_asked_again(int shown)
    {
        var reads = server.Read(Ids(1, 301));
        Assert.Single(server.Lists).Show(Ids(2, shown));
        server.AnswersAtOnce();
        await Task.WhenAll(reads);
        await Task.WhenAll(server.Read(Ids(400, 300)));
        Assert.Single(server.Lists);
    }

    [Fact]
    public async Task A_list_that_fails_is_nobodys_error()
    {
        var reads = server.Read(Ids(1, 201));
        server.Lists[0].Fail(new InvalidOperationException());
        server.AnswersAtOnce();
        Assert.All(await Task.WhenAll(reads), row => Assert.False(row.IsListed));
        Assert.Single(server.Lists);
    }

    [Fact]
    public async Task While_a_list_may_be_there_soon_nobody_else_is_read_and_then_they_are()
    {
        var reads = server.Read(Ids(1, 101));
        server.Answer(1);
        await reads[0];
        server.Time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Equal([1], server.Alone);
        server.Time.Advance(TimeSpan.FromMilliseconds(1));
        await UntilAsync(() => server.Alone.Count > 1);
        server.AnswersAtOnce();
        await Task.WhenAll(reads);
        Assert.Equal(Ids(1, 101), server.Alone.Order());
    }

    [Fact]
    public async Task A_list_that_nobody_waits_for_any_more_ends()
    {
        var reads = server.Read(Ids(1, 101));
        server.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(server.Lists[0].End.IsCancellationRequested);
        server.AnswersAtOnce();
        await Task.WhenAll(reads);
        await UntilAsync(() => server.Lists[0].End.IsCancellationRequested);
    }

    [Fact]
    public async Task A_row_is_for_one_who_came_before_the_list_was_asked()
    {
        var reads = server.Read([.. Ids(1, 101), 50]);
        var late = server.Read([60]);
        server.Lists[0].Show(Ids(2, 100));
        server.AnswersAtOnce();
        var rows = await Task.WhenAll([.. reads, .. late]);
        Assert.Equal([1, 50, 60], rows.Where(row => !row.IsListed).Select(row => row.Id));
        Assert.Equal([1, 50, 60], server.Alone.Order());
    }

    [Fact]
    public async Task The_same_id_again_and_again_is_nothing_for_a_list()
    {
        var reads = server.Read(Enumerable.Repeat(7L, 300));
        server.AnswersAtOnce();
        await Task.WhenAll(reads);
        Assert.Equal((0, 300), (server.Lists.Count, server.Alone.Count));
    }

    [Fact]
    public async Task What_belongs_to_a_read_goes_before_those_that_wait()
    {
        var reads = server.Read(Ids(1, 50));
        var more = server.Run(99);
        server.Answer(1);
        // As many as are let in then: it is among them.
        await UntilAsync(() => server.Alone.Count == 5);
        Assert.Contains(99, server.Alone);
        server.AnswersAtOnce();
        await Task.WhenAll(reads);
        Assert.Equal(99, (await more).Id);
    }

    [Fact]
    public async Task No_more_than_32_are_read_alone_at_once()
    {
        var reads = server.Read(Ids(1, 99));
        server.AnswersAtOnce();
        await Task.WhenAll(reads);
        Assert.InRange(server.Most, 1, 32);
    }

    private static IEnumerable<long> Ids(long first, int count) => Enumerable.Range(0, count).Select(i => first + i);

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1);
        }
    }

    private sealed class Row : Resource
    {
        public bool IsListed { get; init; }
    }

    /// <summary>A list that somebody asked for.</summary>
    private sealed class AskedList(WantedRows<Row> wanted, CancellationToken end)
    {
        private readonly TaskCompletionSource done = new();

        public WantedRows<Row> Wanted { get; } = wanted;

        public CancellationToken End { get; } = end;

        public Task Done => done.Task;

        public void Show(IEnumerable<long> ids)
        {
            foreach (var id in ids)
            {
                Wanted.Take(new Row { Id = id, IsListed = true });
            }

            done.SetResult();
        }

        public void Fail(Exception error) => done.SetException(error);
    }

    /// <summary>Answers when it is told to.</summary>
    private sealed class Server
    {
        private readonly Dictionary<long, Queue<TaskCompletionSource<Row>>> open = [];
        private readonly List<long> alone = [];
        private readonly List<AskedList> lists = [];
        private readonly ManyReads<Row> reads;
        private bool isQuick;
        private int running;

        public Server() => reads = new ManyReads<Row>(Time);

        public ManualTimeProvider Time { get; } = new();

        public int Most { get; private set; }

        public List<long> Alone { get { lock (open) { return [.. alone]; } } }

        public List<AskedList> Lists { get { lock (open) { return [.. lists]; } } }

        public List<Task<Row>> Read(IEnumerable<long> ids) => [.. ids.Select(id => reads.ReadAsync(id, () => AnswerAsync(id), ListAsync))];

        public Task<Row> Run(long id) => reads.RunAsync(() => AnswerAsync(id));

        public void Answer(long id)
        {
            TaskCompletionSource<Row> answer;
            lock (open)
            {
                answer = open[id].Dequeue();
            }

            answer.SetResult(new Row { Id = id });
        }

        public void AnswersAtOnce()
        {
            List<long> waiting;
            lock (open)
            {
                isQuick = true;
                waiting = [.. open.SelectMany(pair => Enumerable.Repeat(pair.Key, pair.Value.Count))];
            }

            waiting.ForEach(Answer);
        }

        private async Task<Row> AnswerAsync(long id)
        {
            Task<Row> answer;
            lock (open)
            {
                alone.Add(id);
                Most = Math.Max(Most, ++running);
                answer = isQuick ? Task.FromResult(new Row { Id = id }) : Wait(id);
            }

            await Task.Yield();
            var row = await answer;
            lock (open)
            {
                running--;
            }

            return row;
        }

        private Task<Row> Wait(long id)
        {
            var answer = new TaskCompletionSource<Row>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!open.TryGetValue(id, out var queue))
            {
                open.Add(id, queue = new Queue<TaskCompletionSource<Row>>());
            }

            queue.Enqueue(answer);
            return answer.Task;
        }

        private Task ListAsync(WantedRows<Row> wanted, CancellationToken end)
        {
            var list = new AskedList(wanted, end);
            lock (open)
            {
                lists.Add(list);
            }

            return list.Done;
        }
    }
}
