using System;
using System.Linq;
using Stethos.ApplicationSlots.Records;
using Stethos.ApplicationSlots.Tests.Kit;

namespace Stethos.ApplicationSlots.Tests;

/// <summary>What lies on disk may rot: nothing damaged is started while the other slot is whole.</summary>
public sealed class DamageTests
{
    [Fact]
    public void Any_flipped_bit_of_the_active_slot_leads_to_the_other_slot()
    {
        var disk = Updated();
        var active = new SlotKeeper(disk).Record!.Slot;
        foreach (var path in disk.Paths.Where(path => path.StartsWith(SlotNames.Of(active) + "/", StringComparison.Ordinal)).ToArray())
        {
            for (var bit = 0; disk.Kind(path) == Disk.DiskEntryCode.File && bit < disk.Length(path) * 8; bit++)
            {
                var flipped = disk.Copy();
                flipped.Flip(path, bit);
                var keeper = new SlotKeeper(flipped);
                Assert.True(keeper.Choose(out var record) == SlotNames.Other(active), $"{path}, bit {bit}");
                Assert.Equal((LaunchStateCode.RolledBack, "1"), (record.State, keeper.ListOf(record.Slot)!.Version));
                Assert.Contains("damaged", record.Reason, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Any_flipped_bit_of_the_record_is_noticed_and_the_slot_the_link_names_is_tried()
    {
        var disk = Updated();
        var active = new SlotKeeper(disk).Record!.Slot;
        for (var bit = 0; bit < disk.Length(LaunchRecordFile.Name) * 8; bit++)
        {
            var flipped = disk.Copy();
            flipped.Flip(LaunchRecordFile.Name, bit);
            var keeper = new SlotKeeper(flipped);
            Assert.Null(keeper.Record);
            Assert.Equal(active, keeper.Choose(out var record));
            Assert.Equal((true, SlotNames.Other(active)), (record.IsTrial, record.Former));
        }
    }

    [Fact]
    public void A_file_nobody_listed_makes_a_slot_unusable()
    {
        var disk = Updated();
        var active = new SlotKeeper(disk).Record!.Slot;
        disk.Write($"{SlotNames.Of(active)}/web/extra.dll", new System.IO.MemoryStream([1]), isExecutable: false);
        Assert.Equal("web/extra.dll is not in the list", new SlotKeeper(disk).ProblemOf(active));
        Assert.Equal(SlotNames.Other(active), new SlotKeeper(disk).Choose(out _));
    }

    [Fact]
    public void With_both_slots_damaged_nothing_is_started()
    {
        var disk = Updated();
        disk.Flip("a/stethos", 3);
        disk.Flip("b/stethos", 3);
        Assert.Null(new SlotKeeper(disk).Choose(out var record));
        Assert.Contains("damaged", record.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_installation_without_a_record_does_not_write_over_the_slot_that_runs()
    {
        var disk = Updated();
        disk.Delete(LaunchRecordFile.Name);
        var active = new SlotKeeper(disk).Pointed!.Value;
        var slot = new SlotKeeper(disk).Install(TinyPackage.Entries("3"), TinyPackage.Anybody);
        Assert.Equal(SlotNames.Other(active), slot);
        Assert.Equal("2", new SlotKeeper(disk).ListOf(active)!.Version);
    }

    private static FaultyDisk Updated()
    {
        var disk = new FaultyDisk();
        foreach (var version in (string[])["1", "2"])
        {
            var keeper = new SlotKeeper(disk);
            keeper.Install(TinyPackage.Entries(version), TinyPackage.Anybody);
            keeper.Arm();
            keeper.Choose(out _);
            keeper.MarkGood();
        }

        return disk.Copy();
    }
}
