using System;
using System.Diagnostics;
using System.Linq;
using Stethos.Update.Prover;
using Stethos.Update.Prover.Flash;
using Stethos.Update.Prover.Plays;
using Stethos.Update.Prover.Sweeps;
using Xunit.Abstractions;

namespace Stethos.Update.PowerCut.Tests.Sweeps;

/// <summary>The proof: every cut, torn write, flipped bit and stuck cell of the quick suite keeps every promise.</summary>
public sealed class SuiteTests(ITestOutputHelper output)
{
    private const int FewestCases = 1_000_000;

    [Fact]
    public void No_fault_bricks_a_node_loses_a_confirmation_downgrades_it_or_starts_what_is_not_verified()
    {
        var clock = Stopwatch.StartNew();
        var threads = Math.Min(2, Environment.ProcessorCount);
        var tally = Suite.Run(isFull: false, threads);
        var report = Report.Text(tally, clock.Elapsed, threads);
        output.WriteLine(report);
        Assert.True(tally.BreachCount == 0, report);
        Assert.True(tally.Total >= FewestCases, report);
    }

    [Fact]
    public void Every_scenario_ends_as_it_should_when_nothing_disturbs_it()
    {
        foreach (var scenario in ProofScenario.All(new FastKeyedHash()))
        {
            var world = new ProofWorld(scenario, new FastKeyedHash(), 5, 0);
            var store = world.Flash();
            var play = world.Begin(store, ProofRules.PowerOnly);
            Assert.True(play.Run(Stethos.Hal.StartCauseCode.PowerOn), play.Breach);
            var last = scenario.Offers.LastOrDefault(
                offer => offer.Release is { Behaviour: ProofBehaviour.Good or ProofBehaviour.LosesPower }
                    && offer.Refusal == UpdateReasonCode.None)?.Release;
            var returns = scenario.Offers.Any(offer => offer is { Release: null, KeySet: null, Refusal: UpdateReasonCode.None });
            Assert.Equal(returns ? scenario.Factory!.PairId : (last ?? scenario.Factory)!.PairId, play.Ledger.Confirmed.Id);
        }
    }

    [Fact]
    public void A_log_is_seldom_written_anew()
    {
        // Logs of 25 cells as on a device; a good release takes five records.
        var world = new ProofWorld(ProofScenario.All(new FastKeyedHash())[0], new FastKeyedHash(), 25, 0);
        Assert.Equal(2, world.Wear().Rewrites);
    }
}
