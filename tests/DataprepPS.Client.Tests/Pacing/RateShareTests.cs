using System;
using DataprepPS.Client.Pacing;
using Xunit;

namespace DataprepPS.Client.Tests.Pacing;

/// <summary>How much of a quota that others may be spending too is ours.</summary>
public sealed class RateShareTests
{
    private const int Limit = 30;
    private readonly RateShare share = new(1, TimeSpan.Zero);

    [Fact]
    public void Alone_everything_may_go_at_once()
    {
        share.Weigh(Limit, 29);
        Assert.True(share.IsAlone);
        Assert.True(Allows(second: 0, inFlight: 28, left: 29));
    }

    [Fact]
    public void What_was_gone_before_our_first_call_is_not_company()
    {
        share.Weigh(Limit, 10);
        share.CountSent();
        share.Weigh(Limit, 9);
        Assert.True(share.IsAlone);
        share.Weigh(Limit, 8);
        Assert.False(share.IsAlone);
    }

    [Fact]
    public void A_refused_call_was_not_spent_and_shows_that_all_is_gone()
    {
        share.Weigh(Limit, 29);
        for (var call = 0; call < 29; call++)
        {
            share.CountSent();
        }

        share.CountSent();
        share.CountRefused(Limit);
        Assert.True(share.IsAlone);
        share.CountRefused(Limit);
        Assert.False(share.IsAlone);
    }

    [Fact]
    public void In_company_one_call_asks_after_ten_seconds_and_then_our_part_of_its_answer_goes()
    {
        share.Weigh(Limit, 29);
        share.Weigh(Limit, 20);
        Assert.False(Allows(second: 9.9, inFlight: 0, left: 20));
        Assert.Equal(TimeSpan.FromSeconds(10), share.AllowsAt(TimeSpan.FromSeconds(9.9)));
        Assert.Null(share.AllowsAt(TimeSpan.FromSeconds(10)));
        Assert.True(Allows(second: 10, inFlight: 0, left: 20));
        Assert.False(Allows(second: 11, inFlight: 1, left: 20, seen: 9.9));
        Assert.True(Allows(second: 11, inFlight: 9, left: 20, seen: 10));
        Assert.False(Allows(second: 11, inFlight: 10, left: 20, seen: 10));
    }

    [Fact]
    public void The_next_window_begins_with_a_share_between_the_old_and_the_measured_one_less_a_tenth()
    {
        share.Weigh(Limit, 29);
        share.Weigh(Limit, 20);
        share.StartWindow(Limit, 2, TimeSpan.FromSeconds(60));
        // Half was assumed, a tenth measured: three tenths of thirty, less a tenth of that, and two are under way.
        Assert.Equal(6, Goes(second: 60));
        Assert.Equal(TimeSpan.FromSeconds(70), share.AllowsAt(TimeSpan.FromSeconds(60)));
        Assert.True(Allows(second: 71, inFlight: 5, left: 20, seen: 70));
        Assert.False(Allows(second: 71, inFlight: 6, left: 20, seen: 70));
    }

    [Fact]
    public void However_few_got_through_an_eighth_may_be_tried_and_never_less_than_one()
    {
        for (var window = 0; window < 6; window++)
        {
            share.StartWindow(Limit, 0, TimeSpan.FromMinutes(window));
            share.Weigh(Limit, 0);
        }

        share.StartWindow(Limit, 0, TimeSpan.FromMinutes(9));
        Assert.Equal(3, Goes(second: 540));
        share.Weigh(Limit, 0);
        share.StartWindow(2, 0, TimeSpan.FromMinutes(10));
        Assert.Equal(1, Goes(second: 600));
    }

    [Fact]
    public void A_window_without_others_makes_us_alone_again()
    {
        share.Weigh(Limit, 29);
        share.Weigh(Limit, 20);
        share.StartWindow(Limit, 0, TimeSpan.FromSeconds(60));
        Assert.False(share.IsAlone);
        share.StartWindow(Limit, 0, TimeSpan.FromSeconds(120));
        Assert.True(share.IsAlone);
        Assert.True(Allows(second: 120, inFlight: 29, left: 30));
    }

    [Fact]
    public void What_others_spent_most_counts_although_later_replies_show_less()
    {
        share.Weigh(Limit, 29);
        share.Weigh(Limit, 20);
        share.Weigh(Limit, 29);
        share.StartWindow(Limit, 0, TimeSpan.FromSeconds(60));
        Assert.Equal(8, Goes(second: 60));
    }

    [Fact]
    public void Calls_the_server_has_not_counted_yet_are_those_sent_beyond_what_is_gone()
    {
        share.Weigh(Limit, 29);
        share.CountSent();
        share.CountSent();
        share.CountSent();
        Assert.Equal(3, share.Uncounted(Limit, 29));
        Assert.Equal(0, share.Uncounted(Limit, 20));
    }

    [Fact]
    public void What_was_gone_before_does_not_hide_calls_of_ours()
    {
        share.Weigh(Limit, 10);
        share.CountSent();
        Assert.Equal(1, share.Uncounted(Limit, 10));
    }

    private bool Allows(double second, int inFlight, int left, double seen = 0) =>
        share.Allows(left, TimeSpan.FromSeconds(seen), inFlight, TimeSpan.FromSeconds(second));

    /// <summary>How many calls go at once.</summary>
    private int Goes(double second)
    {
        var calls = 0;
        while (calls < 100 && Allows(second, calls, Limit))
        {
            share.CountSent();
            calls++;
        }

        return calls;
    }
}
