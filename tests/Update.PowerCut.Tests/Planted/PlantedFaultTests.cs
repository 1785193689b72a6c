using System;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Stethos.Testing.Planted;
using Xunit.Abstractions;

namespace Stethos.Update.PowerCut.Tests.Planted;

/// <summary>What the proof is worth: each fault planted in slots or boot breaks a promise somewhere.</summary>
public sealed class PlantedFaultTests(ITestOutputHelper output)
{
    private const int Seed = 4;
    private const string Undisturbed = "Undisturbed";
    private const string Cuts = "Cuts";
    private const string Bits = "Bits";
    private const string Slots = "Slots";
    private const string Stuck = "Stuck";
    private const string Misuse = "Misuse";
    private const string Wear = "Wear";

    [SuppressMessage("Design", "CA1024", Justification = "xunit calls it for the cases.")]
    public static TheoryData<PlantedFault> Record() =>
    [
        new("records have no CRC", "Boot/BootRecord.cs",
            "&& LittleEndian.Get32(buffer, at + CrcAt) == Crc32.Compute(buffer, at, CrcAt);", ";", Cuts),
        new("there is one log only", "Boot/BootLog.cs", "bool isSecond = Add(second, first);", "bool isSecond = true;", Bits),
        new("what was written is not read back", "Boot/BootLogFile.cs",
            "if (IsValid && Sequence == sequence && LittleEndian.AreEqual(Cell, 0, cell, 0, BootRecord.Length))", "if (true)", Stuck),
        new("a record that neither log took counts", "Boot/BootLog.cs", "return isFirst || isSecond;", "return true;", Stuck),
        new("nothing is healed at the start", "Boot/BootLog.cs", "            Heal(newest);", "", Cuts),
        new("the first cell decides for the whole log", "Boot/BootLogFile.cs",
            "            int cells = _length / BootRecord.Length;",
            "            int cells = _length > 0 && !BootRecord.IsAt(_buffer, 0) ? 0 : _length / BootRecord.Length;", Bits),
        new("a log is written anew with one copy", "Boot/BootLogFile.cs", "0, 2 * BootRecord.Length);", "0, BootRecord.Length);", Bits),
        new("a log is written anew while the other has one copy", "Boot/BootLog.cs", "other.Double(_copy);", "", Bits),
        new("no cell is kept for the copy", "Boot/BootLogFile.cs", "Padding(2)", "Padding(1)", Bits),
        new("logs are always written anew", "Boot/BootLogFile.cs", "get { return Padding(2) < 0; }", "get { return true; }", Wear),
        new("the oldest record wins", "Boot/BootLog.cs", "_b.Sequence > _a.Sequence", "_b.Sequence < _a.Sequence", Cuts),
        new("a torn cell is not stepped over", "Boot/BootLogFile.cs", "torn == 0 ? 0 : BootRecord.Length - torn;", "0;", Cuts)
    ];

    [SuppressMessage("Design", "CA1024", Justification = "xunit calls it for the cases.")]
    public static TheoryData<PlantedFault> Machine() =>
    [
        new("the confirmed pair is not verified at the start", "Boot/BootChooser.cs",
            "if (_machine.Verifier.VerifyPair(record, record.Active))", "if (SlotPair.HasApplication(record.Active))", Slots),
        new("the pair on trial is not verified before its start", "Boot/BootChooser.cs",
            "_machine.Verifier.VerifyPair(record, record.Trial)", "true", Slots),
        new("a complete list is enough", "Boot/SlotVerifier.cs", " && Slot.IsComplete", "", Slots),
        new("the list is not compared with the root", "Boot/SlotVerifier.cs",
            "List.IsRootOf(_anchor, 0, _anchor.Length, _hash) ? Slot.Open(List) : UpdateReasonCode.BadChunkList",
            "Slot.Open(List)", Misuse),
        new("crash tries are not counted", "Boot/UpdateMachine.cs", "_next.CrashTries--;", "", Undisturbed),
        new("power tries are not counted", "Boot/UpdateMachine.cs", "_next.PowerTries--;", "", Undisturbed),
        new("tries are counted after the start", "Boot/UpdateMachine.cs",
            "            _next.Cause = cause;\n            return Commit(UpdateReasonCode.None);",
            "            Record.CopyFrom(_next, _cell);\n            return UpdateReasonCode.None;", Undisturbed),
        new("power cuts count as crashes", "Boot/UpdateMachine.cs", "if (isAgain && IsCrash(cause))", "if (isAgain)", Undisturbed),
        new("a release that crashed may come again", "Boot/UpdateMachine.cs",
            "if (reason == UpdateReasonCode.CrashTries)", "if (false)", Undisturbed),
        new("a release whose power went may not come again", "Boot/UpdateMachine.cs",
            "if (reason == UpdateReasonCode.CrashTries)", "if (reason != UpdateReasonCode.None)", Undisturbed),
        new("floors rise before the trial", "Boot/UpdateMachine.cs", "_next.CandidateApplicationFloor =", "_next.ApplicationFloor =",
            Undisturbed),
        new("floors never rise", "Boot/BootRecord.cs", "ApplicationFloor = Higher(ApplicationFloor, CandidateApplicationFloor);", "",
            Undisturbed),
        new("floors are not looked at when a release comes", "Boot/OfferCheck.cs", "facts.Version < floor", "false", Undisturbed),
        new("floors are not looked at when a pair is started", "Boot/SlotVerifier.cs",
            "record.VersionOf(component, slot) >= record.FloorOf(component) && ", "", Slots),
        new("old manifests are taken", "Boot/OfferCheck.cs", "facts.Sequence < record.ManifestSequence", "false", Misuse),
        new("the confirmed slot is written over", "Boot/UpdateMachine.cs", "component) == 0 ? 1 : 0;", "component) == 1 ? 1 : 0;", Cuts),
        new("a pair that is being written over is still named", "Boot/UpdateMachine.cs",
            "                _next.Previous = SlotPair.None;\n                _next.PreviousPairId = 0;", "", Slots),
        new("a key set's sequence is written before its version", "Boot/UpdateMachine.cs",
            "            _next.KeysetVersion = version;\n"
            + "            _next.ManifestSequence = sequenceBase > 0 ? sequenceBase : Record.ManifestSequence;\n",
            "            _next.ManifestSequence = sequenceBase > 0 ? sequenceBase : Record.ManifestSequence;\n"
            + "            Commit(Record.Reason);\n            _next.KeysetVersion = version;\n", Cuts),
        new("a key set's sequence is written after its version", "Boot/UpdateMachine.cs",
            "            _next.ManifestSequence = sequenceBase > 0 ? sequenceBase : Record.ManifestSequence;\n",
            "            Commit(Record.Reason);\n"
            + "            _next.ManifestSequence = sequenceBase > 0 ? sequenceBase : Record.ManifestSequence;\n", Cuts),
        new("a return restores the application only", "Boot/UpdateMachine.cs", "_next.Active = Record.Previous;",
            "_next.Active = SlotPair.Of(SlotPair.SlotOf(Record.Previous, ComponentCode.Application), Record.Active >> 4);", Undisturbed),
        new("a release is confirmed without a trial", "Boot/UpdateTable.cs", "new byte[] { Staged, (byte)UpdateEventCode.Lose, Staging },",
            "new byte[] { Staged, (byte)UpdateEventCode.Confirm, Confirmed },", Misuse),
        new("a release is armed without being staged", "Boot/UpdateTable.cs", "{ Staged, (byte)UpdateEventCode.Arm, Armed }",
            "{ Staging, (byte)UpdateEventCode.Arm, Armed }", Misuse),
        new("a release counts as staged without its chunks", "Boot/UpdateMachine.cs",
            "if (_verifier.VerifyPair(Record, Record.Trial))", "if (true)", Misuse),
        new("a chunk is written without a look at its digest", "Slots/SlotFiles.cs",
            "offset, count, _mac);\n            if (!_list.HasDigest(index, _mac))",
            "offset, count, _mac);\n            if (false)", Misuse),
        new("a chunk that was torn counts as there", "Slots/SlotFiles.cs",
            "            if (index < 0)\n            {\n                return false;",
            "            if (index < 0)\n            {\n                index = 0;", Cuts),
        new("a roll-back stays in memory", "Boot/UpdateMachine.cs",
            "            _next.DropCandidate();\n            return Commit(reason);\n        }\n\n        /// <summary>\n"
            + "        /// Goes back",
            "            Record.CopyFrom(_next, _cell);\n            return UpdateReasonCode.None;\n        }\n\n"
            + "        /// <summary>\n        /// Goes back",
            Undisturbed)
    ];

    [Theory]
    [MemberData(nameof(Record))]
    [MemberData(nameof(Machine))]
    public void A_planted_fault_is_noticed(PlantedFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var breaches = PlantedUpdate.Play(fault, fault.Plays, Seed);
        output.WriteLine(string.Join(Environment.NewLine, breaches.Take(3)));
        Assert.True(breaches.Count > 0, $"{fault.Plays} did not notice that {fault.Name}");
    }

    [Fact]
    public void The_source_as_it_is_passes_the_same_way() => Assert.All(
        (string[])[Undisturbed, Cuts, Bits, Slots, Stuck, Misuse, Wear], plays => Assert.Empty(PlantedUpdate.Play(null, plays, Seed)));
}
