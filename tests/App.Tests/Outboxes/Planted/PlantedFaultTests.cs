using System;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Stethos.Testing.Planted;
using Xunit.Abstractions;

namespace Stethos.App.Tests.Outboxes.Planted;

/// <summary>What the suite is worth: each fault planted in the outbox breaks a promise somewhere.</summary>
public sealed class PlantedFaultTests(ITestOutputHelper output)
{
    private const string Cuts = "SingleCuts";
    private const string Lies = "SilentFaults";
    private const string Refusals = "LoudFaults";
    private const string Rot = "Rot";
    private const string Boots = "Boots";
    private const string Outage = "Outage";

    [SuppressMessage("Design", "CA1024", Justification = "xunit calls it for the cases.")]
    public static TheoryData<PlantedFault> Faults() =>
    [
        new("records are not checked", "Outboxes/BlockFormat.cs",
            "return GetWord(buffer, at + 6) == (RecordCrc(buffer, at, count) ^ block);", "return true;", Rot),
        new("a header has one half only", "Outboxes/BlockFormat.cs",
            "return (hasFirst || hasSecond)", "return (hasFirst && hasSecond)", Rot),
        new("damage inside a block is not announced", "Outboxes/BlockReader.cs", "GapReasonCode.StorageFault, 0, entry);",
            "GapReasonCode.StorageFault, 0, null);", Rot),
        new("writes are not read back", "Outboxes/BlockFiles.cs",
            "status == FileStatusCode.Ok && IsWritten(slot, at, buffer, count, check)",
            "status == FileStatusCode.Ok", Lies),
        new("frames count as stored before they are written", "Outboxes/BlockWriter.cs", "                _length = end;",
            "                _ring.Stored(_sequences[_count], _block); _length = end;", Refusals),
        new("a block that failed to be read is written over", "Outboxes/OutboxRecovery.cs", "backlog.Table.Reserve(slot);", "", Refusals),
        new("blocks are taken in the order of their files", "Outboxes/BlockTable.cs", "_entries[at - 1].Block > block", "false", Cuts),
        new("no file is kept free", "Outboxes/BlockWriter.cs", "table.Free == 1 &&", "table.Free == 0 &&", Cuts),
        new("the oldest block goes before the new one is down", "Outboxes/BlockWriter.cs",
            "victim = open == null ? Begin() : null;",
            "victim = open == null ? Begin() : null; if (victim != null) { _files.Delete(victim.Slot); }", Cuts),
        new("the header does not say what went", "Outboxes/BlockWriter.cs",
            "            BlockFormat.EndHeader(_batch);",
            "            for (int i = 0; i < 4; i++) { BlockFormat.PutLoss(_batch, i, 0, 0, 0); } BlockFormat.EndHeader(_batch);", Cuts),
        new("what headers say of losses is not read", "Outboxes/OutboxRecovery.cs",
            "if (BlockFormat.GetLoss(header, i, out boot, out first, out last))",
            "if (!BlockFormat.GetLoss(header, i, out boot, out first, out last))", Cuts),
        new("a block goes with its last frame unacknowledged", "Outboxes/Backlog.cs",
            "entry.IsSealed && entry.Unacknowledged == 0", "entry.IsSealed && entry.Unacknowledged <= 1", Cuts),
        new("frames evicted from memory are forgotten", "Outboxes/Backlog.cs",
            "                entry.Waiting++;", "", Outage),
        new("an acknowledgement of any boot frees this boot's frames", "Outbox.cs", "if (acknowledgement.Boot != Boot)",
            "if (acknowledgement.Boot == 0)", Cuts),
        new("a restart is not announced", "Outbox.cs", "return _backlog.Ended.Announce(notice, gap);", "return false;", Cuts),
        new("a boot number is given again", "Outbox.cs",
            "Boot = boots.Next(highest);", "Boot = boots.Next(highest) == 0 ? 1 : highest + 1;", Cuts),
        new("the boot number is not read back", "BootCounter.cs", " && Read(name, out isAbsent) == count", "", Boots),
        new("a lost copy of the boot number is not made up for", "BootCounter.cs", ": Previous + 2 + (uint)_random.Next(Skip);",
            ": Previous + 1;", Boots)
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_planted_fault_is_noticed(PlantedFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var breaches = PlantedOutbox.Play(fault, fault.Plays, 1);
        output.WriteLine(string.Join(Environment.NewLine, breaches.Take(3)));
        Assert.True(breaches.Count > 0, $"{fault.Plays} did not notice that {fault.Name}");
    }

    [Fact]
    public void The_source_as_it_is_passes_the_same_way() =>
        Assert.All((string[])[Cuts, Lies, Refusals, Rot, Boots, Outage], plays => Assert.Empty(PlantedOutbox.Play(null, plays, 7)));
}
