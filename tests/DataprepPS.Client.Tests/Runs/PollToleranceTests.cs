using System;
using System.Threading;
using DataprepPS.Client.Http;
using DataprepPS.Client.Runs;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Runs;

/// <summary>How long bad looks are borne, for each job group by itself and for lists, and how often that is warned of.</summary>
public sealed class PollToleranceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private readonly ManualTimeProvider time = new();
    private readonly RecordingObserver observer = new();
    private readonly PollTolerance tolerance;

    public PollToleranceTests() => tolerance = new PollTolerance(time, Limit);

    [Fact]
    public void A_bad_stretch_is_borne_until_its_limit_and_warned_of_once_for_all_groups()
    {
        Assert.True(Bears(1));
        time.Advance(Limit - TimeSpan.FromSeconds(1));
        Assert.True(Bears(2));
        Assert.True(Bears(1));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(Bears(1));
        Assert.True(Bears(2));
        Assert.Equal("A look at the jobs failed; they run on, and the wait goes on. spoilt", Assert.Single(observer.Warnings));
    }

    [Fact]
    public void A_good_look_at_a_group_ends_its_stretch_and_that_of_the_lists_but_not_anothers()
    {
        Assert.True(Bears(1) && Bears(2) && Bears(0));
        time.Advance(Limit);
        tolerance.Good(1);
        Assert.True(Bears(1));
        Assert.True(Bears(0));
        Assert.False(Bears(2));
    }

    [Fact]
    public void A_good_list_ends_the_stretch_of_every_group_and_the_next_is_warned_of()
    {
        Assert.True(Bears(1) && Bears(2));
        time.Advance(Limit);
        tolerance.Good();
        Assert.True(Bears(2) && Bears(1));
        Assert.Equal(2, observer.Warnings.Count);
    }

    [Fact]
    public void An_error_that_will_not_pass_is_not_borne()
    {
        Assert.False(tolerance.Tolerates(new WaitTimeoutException(new RunKind("JobGroup", "job group", "recipe"), 1, null, Limit), new CallContext(CancellationToken.None, observer)));
        Assert.Empty(observer.Warnings);
    }

    private bool Bears(long group) => tolerance.Tolerates(new InvalidResponseException("spoilt"), new CallContext(CancellationToken.None, observer), group);
}
