using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.App.Outboxes;
using Stethos.Hal;
using Stethos.Hal.Virtual.Files;

namespace Stethos.App.Tests.Outboxes.Cuts;

/// <summary>
/// A scripted life of a node (fill, send, acknowledge in and out of order, wrap, drop, restart), played again with the power
/// cut at each file operation, or with an operation that silently leaves something else than it was told.
/// </summary>
internal static class CutSuite
{
    public const int Seed = 20261;

    private static readonly TearPattern[] Patterns = Enum.GetValues<TearPattern>();

    /// <summary>Every operation of the script × every pattern.</summary>
    public static CutReport SingleCuts(int batchFrames, int stride = 1) => Run(batchFrames, stride, (report, n) =>
    {
        foreach (var pattern in Patterns)
        {
            Play(report, batchFrames, $"cut at {n} {pattern}", store => store.CutAt(n, pattern));
        }
    });

    /// <summary>Every operation of the script, then every operation from the start that follows it until all is sent.</summary>
    public static CutReport DoubleCuts(int batchFrames, int stride = 1) => Run(batchFrames, stride, (report, n) =>
    {
        var (isOver, second) = (false, 0);
        for (; !isOver; second++)
        {
            var (first, again) = (Patterns[(int)((n + second) % Patterns.Length)], Patterns[(int)((n * 5 + second * 3) % Patterns.Length)]);
            var m = second;
            isOver = !Play(
                report, batchFrames, $"cut at {n} {first}, {m} operations later {again}", store => store.CutAt(n, first),
                store => store.CutAt(store.OperationCount + m, again));
        }
    });

    /// <summary>Every operation of the script × every pattern, and the store says that all is well.</summary>
    public static CutReport SilentFaults(int batchFrames, int stride = 1) => Run(batchFrames, stride, (report, n) =>
    {
        foreach (var pattern in Patterns.Where(pattern => pattern != TearPattern.Everything))
        {
            Play(report, batchFrames, $"spoiled at {n} {pattern}", store => store.SpoilAt(n, pattern));
        }
    });

    /// <summary>
    /// Every operation of the script fails, alone and with the next nine; of the nine only those on blocks, because a store
    /// that neither gives nor takes a boot count leaves no way to know it.
    /// </summary>
    public static CutReport LoudFaults(int batchFrames, int stride = 1) => Run(batchFrames, stride, (report, n) =>
    {
        foreach (var status in (FileStatusCode[])[FileStatusCode.MediumFault, FileStatusCode.Full])
        {
            Play(report, batchFrames, $"{status} at {n}", store => store.FailAt(n, status));
            Play(report, batchFrames, $"{status} at {n} to {n + 9}", store =>
            {
                for (var i = 0; i < 10; i++)
                {
                    store.FailAt(n + i, status, "ob-");
                }
            });
        }
    });

    private static CutReport Run(int batchFrames, int stride, Action<CutReport, long> playAt)
    {
        var report = new CutReport();
        Play(report, batchFrames, "no cut", _ => { });
        report.Operations = report.LastOperations;
        for (var n = 0L; n < report.Operations && report.Breaches.Count < 5; n += stride)
        {
            playAt(report, n);
        }

        return report;
    }

    // False when the second cut lay behind the end.
    private static bool Play(
        CutReport report, int batchFrames, string what, Action<PowerCutFileStore> plan, Action<PowerCutFileStore>? planAgain = null)
    {
        var options = new OutboxOptions { RamFrames = 16, BlockCount = 8, BlockLength = 292, BatchFrames = batchFrames, BatchMs = 500 };
        var isCutOnly = what.StartsWith("cut", StringComparison.Ordinal) || what.StartsWith("no", StringComparison.Ordinal);
        var store = new PowerCutFileStore(Seed);
        var ledger = new CutLedger { ExpectsOrder = isCutOnly };
        CutNode? node = null;
        plan(store);
        Try(store, () =>
        {
            node = new CutNode(options, store, ledger, Seed);
            Script(node);
        });
        report.LastOperations = store.OperationCount;
        report.MostUnstored = long.Max(report.MostUnstored, isCutOnly ? node?.MostUnstored ?? 0 : 0);
        planAgain?.Invoke(store);
        var isSecondCut = false;
        var isDrained = false;
        for (var life = 0; life < 2 && !isDrained; life++)
        {
            isSecondCut |= Try(store, () =>
            {
                node = new CutNode(options, store, ledger, Seed + life + 1);
                isDrained = Finish(node);
            });
        }

        if (!isDrained)
        {
            ledger.Breaches.Add($"{node?.Depth} frames are never sent");
        }

        ledger.Close(!isCutOnly, isCutOnly && planAgain is null);
        report.Add(what, ledger);
        return isSecondCut || planAgain is null;
    }

    // True when the power went; it is on again afterwards.
    private static bool Try(PowerCutFileStore store, Action life)
    {
        try
        {
            life();
            return false;
        }
        catch (PowerCutException)
        {
            store.PowerOn();
            return true;
        }
    }

    private static bool Finish(CutNode node)
    {
        node.Make();
        var isDrained = node.Drain();
        node.Restart();
        node.Make();
        node.Make();
        return isDrained && node.Drain();
    }

    private static void Script(CutNode node)
    {
        Make(node, 11);
        node.Send(4);
        node.Acknowledge();
        Make(node, 5);
        node.Send(6, i => i % 2 == 1);
        node.Step();
        node.Acknowledge();
        Make(node, 46);
        node.Send(8, i => i > 3);
        node.Step();
        node.Acknowledge();
        node.Restart();
        Make(node, 7);
        for (var i = 0; i < 4; i++)
        {
            node.Send(3);
            node.Step();
            node.Acknowledge();
            node.Make();
        }

        node.Reconnect();
        node.Send(5, _ => false);
        Make(node, 29);
        node.Restart();
        Make(node, 3);
        for (var i = 0; i < 6; i++)
        {
            node.Send(8);
            node.Acknowledge();
            node.Step(400);
        }
    }

    private static void Make(CutNode node, int frames)
    {
        for (var i = 0; i < frames; i++)
        {
            node.Make();
            node.Step();
        }
    }
}
