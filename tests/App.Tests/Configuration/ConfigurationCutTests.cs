using System;
using System.Collections.Generic;
using Stethos.App.Configuration;
using Stethos.App.Supervision;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.App.Tests.Configuration;

/// <summary>
/// A life with four configurations (one confirmed, one given up, one confirmed, one replaced while on trial), the power cut at
/// every file operation in every way: there is always a configuration, and it is one that could be in force.
/// </summary>
public sealed class ConfigurationCutTests(ITestOutputHelper output)
{
    private const int Seed = 5120;

    [Fact]
    public void A_power_cut_at_any_operation_leaves_the_old_or_the_new_configuration()
    {
        var cuts = 0;
        foreach (var pattern in Enum.GetValues<TearPattern>())
        {
            for (var operation = 0L; Play(pattern, operation); operation++)
            {
                cuts++;
            }
        }

        output.WriteLine($"{cuts} cuts, seed {Seed}");
        Assert.True(cuts > 300, $"{cuts}");
    }

    // False when the cut lay behind the end.
    private static bool Play(TearPattern pattern, long operation)
    {
        var store = new PowerCutFileStore(Seed);
        var life = new Life(store);
        store.CutAt(operation, pattern);
        var wasCut = false;
        try
        {
            life.Run();
        }
        catch (PowerCutException)
        {
            wasCut = true;
        }

        store.PowerOn();
        var (settings, keeper) = life.Boot();
        Assert.True(
            life.MayBe.Contains(settings.PeriodMs),
            $"{pattern} at {operation}: period {settings.PeriodMs}, may be {string.Join(' ', life.MayBe)}");
        Assert.Equal(settings.PeriodMs == 1000, keeper.Number == 0);

        // The number of what was accepted stays spent, and a newer one is taken.
        var (errors, reports) = (new ErrorCounters(), new ReportBox());
        keeper = new ConfigurationKeeper(store, SignedSettings.Device, SignedSettings.Key, new NodeSettings(), errors, reports);
        keeper.Start(false);
        Send(keeper, SignedSettings.Message(life.Accepted, "a0"));
        Assert.Equal(life.Accepted == 0 ? 0u : 1u, errors.Of(NodeErrorCode.ConfigurationReplayed));
        Send(keeper, SignedSettings.Message(100, "a1 03 190fa0"));
        Assert.True(keeper.WantsRestart, $"{pattern} at {operation}");
        Assert.Equal(4000, life.Boot().Settings.PeriodMs);
        return wasCut;
    }

    private static void Send(ConfigurationKeeper keeper, byte[] message) => keeper.Take(message, 0, message.Length);

    private sealed class Life(PowerCutFileStore store)
    {
        /// <summary>Periods that may be in force in the next boot.</summary>
        public HashSet<int> MayBe { get; private set; } = [1000];

        /// <summary>Highest number whose acceptance was told.</summary>
        public uint Accepted { get; private set; }

        public (NodeSettings Settings, ConfigurationKeeper Keeper) Boot()
        {
            var settings = new NodeSettings();
            var keeper = new ConfigurationKeeper(
                store, SignedSettings.Device, SignedSettings.Key, settings, new ErrorCounters(), new ReportBox());
            keeper.Start(false);
            return (settings, keeper);
        }

        public void Run()
        {
            Offer(Boot().Keeper, 1, "a1 03 1904b0", [1000, 1200]);
            var (_, trial) = Boot();
            trial.NoteAnswer();
            MayBe = [1200];
            Offer(trial, 2, "a1 03 190514", [1200, 1300]);
            var (_, second) = Boot();
            second.Step(400_000);
            MayBe = [1200];
            var (settings, third) = Boot();
            Assert.Equal(1200, settings.PeriodMs);
            Offer(third, 3, "a1 03 190578", [1200, 1400]);
            var (_, fourth) = Boot();
            Offer(fourth, 4, "a1 03 1905dc", [1200, 1400, 1500]);
            MayBe = [1500];
            Boot().Keeper.NoteAnswer();
        }

        private void Offer(ConfigurationKeeper keeper, uint number, string body, HashSet<int> mayBe)
        {
            MayBe = mayBe;
            Send(keeper, SignedSettings.Message(number, body));
            Assert.True(keeper.WantsRestart);
            Accepted = number;
            MayBe = [.. mayBe];
        }
    }
}
