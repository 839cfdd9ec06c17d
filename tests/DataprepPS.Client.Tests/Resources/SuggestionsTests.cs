using System;
using System.Collections;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Folders;
using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Resources;

/// <summary>What is suggested to somebody who types: soon, seldom asked for, and never an error.</summary>
public sealed class SuggestionsTests
{
    private readonly ManualTimeProvider time = new();
    private readonly Listed folders = new();
    private bool isTight;

    private Suggestions Suggestions => field ??= new Suggestions(time, noun => noun == "Folder" ? folders : null, () => isTight);

    [Fact]
    public async Task The_newest_are_asked_for_once_in_half_a_minute()
    {
        folders.Answer = () => Task.CompletedTask;
        Assert.Equal([(7, "Finance"), (3, "Sales")], (await Suggestions.GetAsync("Folder")).Select(suggestion => (suggestion.Id, suggestion.Name)));
        time.Advance(TimeSpan.FromSeconds(29));
        await Suggestions.GetAsync("folder");
        Assert.Equal(1, folders.Asked);
        time.Advance(TimeSpan.FromSeconds(2));
        await Suggestions.GetAsync("Folder");
        Assert.Equal(2, folders.Asked);
        Assert.Equal("-id", folders.Sort);
    }

    [Fact]
    public async Task An_answer_under_way_is_not_asked_for_again()
    {
        var answer = new TaskCompletionSource();
        folders.Answer = () => answer.Task;
        var first = Suggestions.GetAsync("Folder");
        Assert.False(first.IsCompleted);
        Assert.Same(first, Suggestions.GetAsync("Folder"));
        answer.SetResult();
        Assert.Equal(2, (await first).Count);
        Assert.Equal(1, folders.Asked);
    }

    [Fact]
    public async Task What_came_before_an_error_is_suggested()
    {
        folders.Answer = () => throw new ConnectionFailedException("gone", "wait", false, null);
        Assert.Equal(2, (await Suggestions.GetAsync("Folder")).Count);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_after_five_seconds()
    {
        folders.Answer = () => Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, time, folders.Context!.Cancellation);
        var answer = Suggestions.GetAsync("Folder");
        await folders.Began;
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(answer.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(2, (await answer).Count);
    }

    [Fact]
    public async Task Nothing_is_asked_while_the_server_refuses_calls_or_of_what_is_no_resource()
    {
        Assert.Empty(await Suggestions.GetAsync("Nonsense"));
        isTight = true;
        Assert.Empty(await Suggestions.GetAsync("Folder"));
        Assert.Equal(0, folders.Asked);
    }

    /// <summary>Two folders, and then whatever the test wants.</summary>
    private sealed class Listed : IResourceClient
    {
        private readonly TaskCompletionSource began = new();

        public string Noun => "Folder";

        public Func<Task> Answer { get; set; } = () => Task.CompletedTask;

        public int Asked { get; private set; }

        public string? Sort { get; private set; }

        public CallContext? Context { get; private set; }

        public Task Began => began.Task;

        public async Task ListAsync(ResourceQuery query, ListOptions? options, Func<Resource, Task<bool>> visit, CallContext context)
        {
            (Asked, Sort, Context) = (Asked + 1, query.Sort, context);
            await visit(new Folder { Id = 7, Name = "Finance" });
            await visit(new Folder { Id = 3, Name = "Sales" });
            began.TrySetResult();
            await Answer();
        }

        public Task<Resource> GetAsync(long id, ReadOptions? options, CallContext context) => throw new NotSupportedException();

        public Task<Resource> CreateAsync(IDictionary members, CallContext context) => throw new NotSupportedException();

        public Task UpdateAsync(long id, IDictionary members, CallContext context) => throw new NotSupportedException();

        public Task RemoveAsync(long id, CallContext context) => throw new NotSupportedException();
    }
}
