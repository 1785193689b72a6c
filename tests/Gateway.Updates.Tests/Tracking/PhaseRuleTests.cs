using System;
using System.Linq;
using Stethos.Gateway.Domain.Updates;
using Stethos.Gateway.Updates.Tracking;
using Stethos.Protocol;
using Stethos.Testing.Releases;
using Stethos.Update;
using Stethos.Update.Manifests;

namespace Stethos.Gateway.Updates.Tests.Tracking;

public sealed class PhaseRuleTests
{
    private static readonly byte[] Image = [1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly Manifest Release = TestOwner.Describe(new byte[8], 5, [1, 2, 3], [4, 5]);

    [Theory]
    [InlineData(UpdateStateCode.Staging, UpdatePhaseCode.Fetching)]
    [InlineData(UpdateStateCode.Staged, UpdatePhaseCode.Staged)]
    [InlineData(UpdateStateCode.Armed, UpdatePhaseCode.Switching)]
    [InlineData(UpdateStateCode.Trial, UpdatePhaseCode.Switching)]
    [InlineData(UpdateStateCode.RolledBack, UpdatePhaseCode.RolledBack)]
    [InlineData(UpdateStateCode.Refused, UpdatePhaseCode.Refused)]
    [InlineData(UpdateStateCode.Idle, UpdatePhaseCode.Offered)]
    public void What_a_node_says_of_the_image_is_its_phase(UpdateStateCode state, UpdatePhaseCode phase) =>
        Assert.Equal(phase, Next(UpdatePhaseCode.Offered, Status(state, Image), 0));

    [Fact]
    public void Confirmed_counts_only_when_the_digests_of_what_runs_are_the_releases()
    {
        var status = Status(UpdateStateCode.Confirmed, Image);
        Assert.Equal(UpdatePhaseCode.Switching, Next(UpdatePhaseCode.Switching, status, 0));
        Run(status);
        Assert.Equal(UpdatePhaseCode.Confirmed, Next(UpdatePhaseCode.Switching, status, 0));
        status.Roots[UpdateStatus.RootLength] ^= 1;
        Assert.Equal(UpdatePhaseCode.Switching, Next(UpdatePhaseCode.Switching, status, 0));
    }

    [Fact]
    public void A_node_that_runs_it_and_speaks_of_no_image_has_confirmed_it()
    {
        var status = Status(UpdateStateCode.Confirmed, null);
        Run(status);
        Assert.Equal(UpdatePhaseCode.Confirmed, Next(UpdatePhaseCode.Switching, status, -1));
    }

    [Fact]
    public void A_refusal_from_before_the_offer_does_not_end_it_and_one_after_does()
    {
        var status = Status(UpdateStateCode.Refused, null);
        Assert.Equal(UpdatePhaseCode.Offered, Next(UpdatePhaseCode.Offered, status, -1));
        Assert.Equal(UpdatePhaseCode.Offered, Next(UpdatePhaseCode.Offered, status, PhaseRule.SettleMs - 1));
        Assert.Equal(UpdatePhaseCode.Refused, Next(UpdatePhaseCode.Offered, status, PhaseRule.SettleMs));
        Assert.Equal(UpdatePhaseCode.Refused, Next(UpdatePhaseCode.Fetching, status, 0));
    }

    [Fact]
    public void A_node_that_went_back_before_does_not_end_what_it_has_not_tried()
    {
        var status = Status(UpdateStateCode.RolledBack, null);
        Assert.Equal(UpdatePhaseCode.Offered, Next(UpdatePhaseCode.Offered, status, 60_000));
        Assert.Equal(UpdatePhaseCode.RolledBack, Next(UpdatePhaseCode.Switching, status, 60_000));
    }

    [Fact]
    public void What_a_node_says_of_another_image_changes_nothing() => Assert.Equal(
        UpdatePhaseCode.Fetching, Next(UpdatePhaseCode.Fetching, Status(UpdateStateCode.Refused, [8, 7, 6, 5, 4, 3, 2, 1]), 60_000));

    [Fact]
    public void A_key_set_is_trusted_when_the_node_tells_its_number_whatever_its_slots_do()
    {
        var status = Status(UpdateStateCode.Staging, Image);
        Assert.Equal(UpdatePhaseCode.Fetching, NextOfKeySet(UpdatePhaseCode.Offered, status, 0));
        status.Basis[UpdateBasis.KeySet] = 2;
        Assert.Equal(UpdatePhaseCode.Fetching, NextOfKeySet(UpdatePhaseCode.Offered, status, 0));
        status.Basis[UpdateBasis.KeySet] = 3;
        Assert.Equal(UpdatePhaseCode.Confirmed, NextOfKeySet(UpdatePhaseCode.Offered, status, -1));
    }

    [Fact]
    public void A_key_set_is_refused_by_a_reason_that_is_about_key_sets_and_answers_the_offer()
    {
        var status = Status(UpdateStateCode.Refused, null);
        status.Reason = (int)UpdateReasonCode.KeySetThreshold;
        Assert.Equal(UpdatePhaseCode.Offered, NextOfKeySet(UpdatePhaseCode.Offered, status, PhaseRule.SettleMs - 1));
        Assert.Equal(UpdatePhaseCode.Refused, NextOfKeySet(UpdatePhaseCode.Offered, status, PhaseRule.SettleMs));
        Assert.Equal(UpdatePhaseCode.Refused, NextOfKeySet(UpdatePhaseCode.Fetching, status, 0));
        foreach (var other in new[] { UpdateReasonCode.None, UpdateReasonCode.NotNow, UpdateReasonCode.CrashTries })
        {
            status.Reason = (int)other;
            Assert.Equal(UpdatePhaseCode.Fetching, NextOfKeySet(UpdatePhaseCode.Fetching, status, 0));
        }
    }

    private static UpdatePhaseCode NextOfKeySet(UpdatePhaseCode before, UpdateStatus status, long sinceOfferMs) =>
        PhaseRule.NextOfKeySet(before, status, 3, Image, sinceOfferMs);

    private static UpdatePhaseCode Next(UpdatePhaseCode before, UpdateStatus status, long sinceOfferMs) =>
        PhaseRule.Next(before, status, Release, Image, sinceOfferMs);

    private static UpdateStatus Status(UpdateStateCode state, byte[]? image)
    {
        var status = new UpdateStatus { State = (int)state, HasImage = image is not null };
        image?.CopyTo(status.Image, 0);
        return status;
    }

    private static void Run(UpdateStatus status)
    {
        foreach (var component in Release.Components.Take(Release.ComponentCount))
        {
            var place = component.Id == ComponentCode.Model ? UpdateStatus.RootLength : 0;
            Array.Copy(component.Root, 0, status.Roots, place, UpdateStatus.RootLength);
        }
    }
}
