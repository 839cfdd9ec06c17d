using System;
using System.Linq;
using DataprepPS.Client.Runs;
using Xunit;

namespace DataprepPS.Client.Tests.Runs;

public sealed class ClaimedRunsTests
{
    [Fact]
    public void A_group_is_claimed_once_and_found_by_its_execution_id()
    {
        var claimed = new ClaimedRuns(3);
        var execution = Guid.NewGuid();
        Assert.True(claimed.TryAdd(7, execution));
        Assert.False(claimed.TryAdd(7, Guid.NewGuid()));
        Assert.True(claimed.Contains(7));
        Assert.False(claimed.Contains(8));
        Assert.Equal(7, claimed.Find(execution));
        Assert.Null(claimed.Find(Guid.NewGuid()));
    }

    [Fact]
    public void The_oldest_claims_are_forgotten_so_that_a_long_session_does_not_grow()
    {
        var claimed = new ClaimedRuns(3);
        var executions = Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()).ToArray();
        for (var id = 0; id < 10; id++)
        {
            claimed.TryAdd(id, executions[id]);
        }

        Assert.Equal([7, 8, 9], Enumerable.Range(0, 10).Where(id => claimed.Contains(id)));
        Assert.Null(claimed.Find(executions[6]));
        Assert.Equal(7, claimed.Find(executions[7]));
    }
}
