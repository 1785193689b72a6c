using System;
using System.Collections.Generic;
using System.IO;
using Stethos.ApplicationSlots.Disk;
using Stethos.ApplicationSlots.Packages;
using Stethos.ApplicationSlots.Records;

namespace Stethos.ApplicationSlots;

/// <summary>
/// Installs into the slot that does not run, arms it, and carries out what <see cref="LaunchChooser"/> says. After a power
/// cut at any operation there is one whole slot to start. One process at a time: callers hold the <see cref="SlotLock"/>.
/// </summary>
public sealed class SlotKeeper(IDisk disk)
{
    /// <summary>Link to the slot that runs, for people and service files; the record is what counts.</summary>
    public const string Pointer = "current";

    private const string NewPointer = "current.new";
    private readonly LaunchRecordFile _file = new(disk);

    /// <summary>The record; null when there is none or it is damaged.</summary>
    public LaunchRecord? Record => _file.Read(out _);

    /// <summary>Where the link points to; null when it points nowhere.</summary>
    public SlotCode? Pointed => disk.Kind(Pointer) == DiskEntryCode.Link ? SlotNames.Parse(disk.ReadLink(Pointer)) : null;

    /// <summary>What lies in a slot; null when it holds no list.</summary>
    public ApplicationList? ListOf(SlotCode slot) => new SlotFolder(disk, slot).List(out _);

    /// <summary>What is wrong with a slot, read back in full; null when it is whole.</summary>
    public string? ProblemOf(SlotCode slot) => new SlotFolder(disk, slot).Problem(Record?.ListOf(slot) ?? "");

    /// <summary>Writes a package into the slot that does not run. The running one is not touched.</summary>
    /// <param name="entries">Files, the list among them, in any order.</param>
    /// <param name="accept">Says what is wrong with a list and its signature (null when there is none); null accepts.</param>
    /// <returns>The slot it lies in now.</returns>
    /// <exception cref="PackageException">What is wrong with it; the slot is empty then.</exception>
    public SlotCode Install(IEnumerable<PackageEntry> entries, Func<ApplicationList, byte[], byte[]?, string?> accept)
    {
        var record = _file.Read(out _) ?? Rebuilt();
        if (record.IsTrial)
        {
            throw new PackageException("a switch is under way: wait until it is confirmed or returned from");
        }

        var hasActive = record.ListOf(record.Slot).Length > 0;
        var slot = hasActive ? SlotNames.Other(record.Slot) : record.Slot;
        var folder = new SlotFolder(disk, slot);
        record = _file.Write(record.WithList(slot, "") with { State = LaunchStateCode.Staging, Reason = "" });
        try
        {
            folder.Clear();
            new SlotWriter(disk, folder).Write(entries);
            var digest = Accepted(folder, accept);
            _file.Write(record.WithList(slot, digest) with { State = LaunchStateCode.Staged });
            return slot;
        }
        catch (Exception fault) when (fault is PackageException or IOException or InvalidDataException)
        {
            Refuse(record, folder, fault.Message);
            throw fault is PackageException ? fault : new PackageException(fault.Message, fault);
        }
    }

    /// <summary>Tells the launcher to try the slot that does not run.</summary>
    /// <exception cref="PackageException">There is nothing whole in it.</exception>
    public void Arm()
    {
        var record = Record;
        if (record is null || record.State != LaunchStateCode.Staged)
        {
            throw new PackageException("nothing is installed that could be switched to");
        }

        // On the very first installation the new slot is the only one.
        var isFirst = record.ListOf(SlotNames.Other(record.Slot)).Length == 0;
        var slot = isFirst ? record.Slot : SlotNames.Other(record.Slot);
        Try(record, slot, isFirst ? null : record.Slot, "");
    }

    /// <summary>Tells the launcher to return to the other slot; it has to prove itself like any.</summary>
    /// <exception cref="PackageException">There is nothing whole to return to.</exception>
    public void RollBack()
    {
        var record = Record ?? throw new PackageException("there is no record of the slots");
        var other = SlotNames.Other(record.Slot);
        if (record.ListOf(other).Length == 0 || ProblemOf(other) is not null)
        {
            throw new PackageException($"slot {SlotNames.Of(other)} holds nothing whole to return to");
        }

        if (record.IsTrial)
        {
            _file.Write(record with { CrashesLeft = 0, Reason = "asked to return" });
        }
        else
        {
            Try(record, other, record.Slot, "asked to return");
        }
    }

    /// <summary>The slot that runs stays: by the launcher when the gateway is well, or by a person.</summary>
    public void MarkGood()
    {
        if (Record is { IsTrial: true } record)
        {
            _file.Write(LaunchChooser.Confirmed(record));
        }
    }

    /// <summary>A start of a trial ended without the gateway getting well.</summary>
    public void Failed(string reason)
    {
        if (Record is { IsTrial: true } record)
        {
            _file.Write(LaunchChooser.Failed(record, reason));
        }
    }

    /// <summary>The slot to start, counted and durable; null when none is whole.</summary>
    public SlotCode? Choose(out LaunchRecord record)
    {
        var before = _file.Read(out _);
        var decision = LaunchChooser.Choose(before, (slot, digest) => new SlotFolder(disk, slot).Problem(digest), Pointed);
        record = decision.Record;
        if (decision.Slot is not { } slot)
        {
            return null;
        }

        if (before is null)
        {
            record = WithDigests(record);
        }

        record = record == before ? record : _file.Write(record);
        Point(slot);
        return slot;
    }

    // Without a record: what runs is what the link names, and it must not be written over.
    private LaunchRecord Rebuilt()
    {
        var record = WithDigests(new LaunchRecord());
        var slot = Pointed is { } pointed && record.ListOf(pointed).Length > 0 ? pointed
            : record.ListA.Length > 0 || record.ListB.Length == 0 ? SlotCode.A
            : SlotCode.B;
        return record with { Slot = slot };
    }

    private void Try(LaunchRecord record, SlotCode slot, SlotCode? former, string reason) => _file.Write(record with
    {
        State = LaunchStateCode.Armed,
        Slot = slot,
        Former = former,
        StartsLeft = LaunchRecord.MostStarts,
        CrashesLeft = LaunchRecord.MostCrashes,
        Reason = reason
    });

    private string Accepted(SlotFolder folder, Func<ApplicationList, byte[], byte[]?, string?> accept)
    {
        if (folder.Problem("") is { } problem)
        {
            throw new PackageException(problem);
        }

        var list = folder.List(out var digest)!;
        var signature = disk.Kind(folder.In(ApplicationList.SignatureName)) == DiskEntryCode.File
            ? folder.Bytes(ApplicationList.SignatureName, SlotWriter.MostSignatureBytes)
            : null;
        var refusal = accept(list, folder.Bytes(ApplicationList.FileName, ApplicationList.MostListBytes), signature);
        return refusal is null ? digest : throw new PackageException(refusal);
    }

    private void Refuse(LaunchRecord record, SlotFolder folder, string reason)
    {
        try
        {
            folder.Clear();
            _file.Write(record with { State = LaunchStateCode.Refused, Reason = reason });
        }
        catch (IOException)
        {
            // The disk takes nothing more: the record says the slot holds nothing, and that is enough.
        }
    }

    private LaunchRecord WithDigests(LaunchRecord record)
    {
        foreach (var slot in (SlotCode[])[SlotCode.A, SlotCode.B])
        {
            var folder = new SlotFolder(disk, slot);
            var isWhole = folder.Problem("") is null;
            folder.List(out var digest);
            record = record.WithList(slot, isWhole ? digest : "");
        }

        return record;
    }

    private void Point(SlotCode slot)
    {
        if (Pointed == slot)
        {
            return;
        }

        if (disk.Kind(NewPointer) != DiskEntryCode.None)
        {
            disk.Delete(NewPointer);
        }

        disk.MakeLink(NewPointer, SlotNames.Of(slot));
        disk.Rename(NewPointer, Pointer);
        disk.Sync("");
    }
}
