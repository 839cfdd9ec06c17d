using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Http;

public sealed class GovernorTests
{
    [Fact]
    public void One_gate_serves_an_endpoint_class_of_a_session()
    {
        var governor = new Governor(new ManualTimeProvider());
        Assert.Same(governor.Gate("runJobGroup", new RateQuota(30, 60)), governor.Gate("runJobGroup", null));
        Assert.NotSame(governor.Gate("runJobGroup", null), governor.Gate("runFlow", null));
        Assert.Equal(2, governor.Status().Count);
    }

    [Fact]
    public async Task A_class_without_a_documented_quota_is_not_gated_until_headers_are_seen()
    {
        var governor = new Governor(new ManualTimeProvider());
        var gate = governor.Gate("status", null);
        for (var call = 0; call < 1000; call++)
        {
            var turn = gate.AcquireAsync(null, CancellationToken.None);
            Assert.True(turn.IsCompletedSuccessfully);
            await turn;
        }
    }
}
