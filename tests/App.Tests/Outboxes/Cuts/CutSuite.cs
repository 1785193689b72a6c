using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.App.Outboxes;
using Stethos.Hal;
using Stethos.Hal.Virtual;
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

    /// <summary>A stocked flash loses one byte, each byte of each block file in turn, before the node starts again.</summary>
    public static CutReport Rot(int batchFrames, int stride = 1)
    {
        var report = new CutReport();
        var stocked = new PowerCutFileStore(Seed);
        Stock(new CutNode(Options(batchFrames), stocked, new CutLedger(), Seed));
        report.Operations = stocked.OperationCount;
        foreach (var name in stocked.Names.Where(name => name.StartsWith("ob-", StringComparison.Ordinal)))
        {
            for (var at = 0; at < stocked.SizeOf(name) && report.Breaches.Count < 5; at += stride)
            {
                var place = at;
                Play(report, batchFrames, $"rot of {name} at {at}", Stock, _ => { }, store =>
                {
                    for (var bit = 0; bit < 8; bit++)
                    {
                        store.Rot(name, place * 8 + bit);
                    }
                });
            }
        }

        return report;
    }

    /// <summary>A store that fails every write from the first one on; nothing can be called stored, and all goes on.</summary>
    public static CutReport DeadStore(FileStatusCode status, string prefix)
    {
        var report = new CutReport();
        Play(report, 3, $"{status} of all {prefix}", store =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                store.FailAt(i, status, prefix);
            }
        });
        return report;
    }

    /// <summary>An outage longer than memory and shorter than flash, and a link that comes back in the same life.</summary>
    public static CutReport Outage(int batchFrames, int stride = 1)
    {
        var report = new CutReport();
        for (var frames = 5; frames < 46; frames += stride)
        {
            var made = frames;
            Play(report, batchFrames, $"no cut, outage of {frames}", node =>
            {
                Make(node, made);
                node.Drain();
            }, _ => { }, null);
        }

        return report;
    }

    /// <summary>Starts only: every operation cut or spoiled, every bit of both copies flipped; no number may come twice.</summary>
    public static CutReport Boots(int batchFrames, int stride = 1)
    {
        var report = new CutReport();
        for (var n = 0; n < 24; n += stride)
        {
            foreach (var pattern in Patterns)
            {
                Start($"cut at {n} {pattern}", report, store => store.CutAt(n, pattern), _ => { });
                Start($"spoiled at {n} {pattern}", report, store => store.SpoilAt(n, pattern), _ => { });
            }
        }

        foreach (var name in (string[])["boot-a", "boot-b"])
        {
            for (var bit = 0; bit < 64; bit++)
            {
                Start($"bit {bit} of {name}, {batchFrames} starts", report, _ => { }, store => store.Rot(name, bit));
            }
        }

        return report;
    }

    private static void Start(
        string what, CutReport report, Action<PowerCutFileStore> plan, Action<PowerCutFileStore> planAfterThree)
    {
        var (store, random, seen) = (new PowerCutFileStore(Seed), new SystemRandom(Seed), new HashSet<uint>());
        plan(store);
        for (var i = 0; i < 6; i++)
        {
            if (i == 3)
            {
                planAfterThree(store);
            }

            Try(store, () =>
            {
                var boot = new BootCounter(store, random).Next(0);
                if (!seen.Add(boot))
                {
                    report.Breaches.Add($"{what}: boot {boot} was given twice");
                }
            });
        }
    }

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

    private static OutboxOptions Options(int batchFrames) =>
        new() { RamFrames = 16, BlockCount = 8, BlockLength = 292, BatchFrames = batchFrames, BatchMs = 500 };

    private static bool Play(
        CutReport report, int batchFrames, string what, Action<PowerCutFileStore> plan, Action<PowerCutFileStore>? planAgain = null) =>
        Play(report, batchFrames, what, Script, plan, planAgain);

    // False when the second cut lay behind the end.
    private static bool Play(
        CutReport report, int batchFrames, string what, Action<CutNode> script, Action<PowerCutFileStore> plan,
        Action<PowerCutFileStore>? planAgain)
    {
        var options = Options(batchFrames);
        var isCutOnly = what.StartsWith("cut", StringComparison.Ordinal) || what.StartsWith("no", StringComparison.Ordinal);
        var store = new PowerCutFileStore(Seed);
        var ledger = new CutLedger { ExpectsOrder = isCutOnly };
        CutNode? node = null;
        plan(store);
        Try(store, () =>
        {
            node = new CutNode(options, store, ledger, Seed);
            script(node);
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

    // Two lives without a link: blocks of two boots, some frames in memory only at the end.
    private static void Stock(CutNode node)
    {
        Make(node, 14);
        node.Send(9);
        node.Acknowledge();
        Make(node, 9);
        node.Restart();
        Make(node, 22);
        node.Make();
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
