using System.Collections.Generic;
using System.Linq;

namespace Stethos.App.Tests.Outboxes.Cuts;

/// <summary>Counts of many plays of the script, and the promises that were broken.</summary>
internal sealed class CutReport
{
    public long Operations { get; set; }

    public long LastOperations { get; set; }

    public int Runs { get; private set; }

    public long FramesMade { get; private set; }

    public long FramesStored { get; private set; }

    public long FramesReceived { get; private set; }

    public long Notices { get; private set; }

    public long MostUnstored { get; set; }

    public List<string> Breaches { get; } = [];

    public void Add(string what, CutLedger ledger)
    {
        Runs++;
        FramesMade += ledger.Made;
        FramesStored += ledger.Stored;
        FramesReceived += ledger.Received;
        Notices += ledger.Gaps.Values.Sum();
        Breaches.AddRange(ledger.Breaches.Take(2).Select(breach => $"{what}: {breach}"));
    }

    public override string ToString() =>
        $"seed {CutSuite.Seed}: {Runs} runs over {Operations} operations, {FramesMade} frames made, {FramesStored} called stored, "
        + $"{FramesReceived} received, {Notices} notices, at most {MostUnstored} in memory only, {Breaches.Count} breaches";
}
