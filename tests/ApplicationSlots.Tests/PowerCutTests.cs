using System;
using System.Linq;
using Stethos.ApplicationSlots.Records;
using Stethos.ApplicationSlots.Tests.Kit;
using Xunit.Abstractions;

namespace Stethos.ApplicationSlots.Tests;

/// <summary>
/// The power goes at every file operation of an installation, a switch, a confirmation and a return, with every pattern of
/// what survives, and again at every operation of the start that follows: a whole slot is started each time, never the
/// new one before it was armed, and after all of it the same update still works.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int Seed = 20261121;
    private int _cases;
    private int _problems;
    private string? _firstProblem;

    public enum Walk
    {
        Update,
        Return,
        SecondUpdate
    }

    [Theory]
    [InlineData(Walk.Update)]
    [InlineData(Walk.Return)]
    [InlineData(Walk.SecondUpdate)]
    public void The_launcher_finds_a_whole_slot_after_any_cut_and_any_second_cut(Walk walk)
    {
        var operations = Cut(walk, DiskFault.None);
        output.WriteLine($"{walk}: {operations} operations, {_cases} cases, {_problems} problems; seed {Seed}");
        Assert.True(_problems == 0, $"{_problems} problems, the first: {_firstProblem}");
    }

    [Theory]
    [InlineData(DiskFault.FilesAreNotSynced)]
    [InlineData(DiskFault.FoldersAreNotSynced)]
    [InlineData(DiskFault.RenameIsNotAtomic)]
    public void The_proof_notices_a_disk_that_does_not_keep_its_word(DiskFault fault)
    {
        Cut(Walk.Update, fault);
        output.WriteLine($"{fault}: {_problems} of {_cases} cases; the first: {_firstProblem}");
        Assert.True(_problems > 0);
    }

    private int Cut(Walk walk, DiskFault fault)
    {
        var before = Before(walk);
        var whole = before.Copy();
        Run(walk, whole);
        var operations = whole.Operations;
        Assert.True(operations > 20, $"{operations} operations");
        for (var at = 0; at < operations; at++)
        {
            var first = before.Copy();
            first.Fault = fault;
            first.CutAt = at;
            Assert.Throws<PowerCutException>(() => Run(walk, first));
            foreach (var pattern in CutPattern.All)
            {
                var left = first.After(pattern, new Random(Seed + at));
                Check(walk, left.Copy(), $"{walk}, cut at {at}, {pattern}");
                if (fault == DiskFault.None)
                {
                    Again(walk, left, $"{walk}, cut at {at}, {pattern}");
                    Repeat(walk, left);
                }
            }
        }

        return operations;
    }

    private static FaultyDisk Before(Walk walk)
    {
        var disk = new FaultyDisk();
        Update(disk, "1");
        if (walk == Walk.SecondUpdate)
        {
            Update(disk, "2");
        }

        return disk.Copy();
    }

    private static void Run(Walk walk, FaultyDisk disk)
    {
        switch (walk)
        {
            case Walk.Update:
                Update(disk, "2");
                break;
            case Walk.SecondUpdate:
                Update(disk, "3");
                break;
            default:
                var keeper = Arm(disk, "2");
                for (var start = 0; start < LaunchRecord.MostCrashes; start++)
                {
                    Assert.NotNull(keeper.Choose(out _));
                    keeper.Failed("it ends at once");
                }

                var slot = keeper.Choose(out var record);
                Assert.Equal((LaunchStateCode.RolledBack, "1"), (record.State, keeper.ListOf(slot!.Value)!.Version));
                break;
        }
    }

    private static SlotKeeper Arm(FaultyDisk disk, string version)
    {
        var keeper = new SlotKeeper(disk);
        keeper.Install(TinyPackage.Entries(version), TinyPackage.Anybody);
        keeper.Arm();
        return keeper;
    }

    private static void Update(FaultyDisk disk, string version)
    {
        var keeper = Arm(disk, version);
        Assert.NotNull(keeper.Choose(out _));
        keeper.MarkGood();
    }

    // Cuts the start that follows a cut at each of its operations.
    private void Again(Walk walk, FaultyDisk left, string where)
    {
        var clean = left.Copy();
        new SlotKeeper(clean).Choose(out _);
        for (var at = 0; at < clean.Operations; at++)
        {
            var second = left.Copy();
            second.CutAt = at;
            Assert.Throws<PowerCutException>(() => new SlotKeeper(second).Choose(out _));
            foreach (var pattern in CutPattern.All.Where((_, index) => index % 2 == at % 2))
            {
                Check(walk, second.After(pattern, new Random(Seed - at)), $"{where}, again at {at}, {pattern}");
            }
        }
    }

    private void Check(Walk walk, FaultyDisk disk, string where)
    {
        _cases++;
        if (Problem(walk, disk) is { } problem)
        {
            _problems++;
            _firstProblem ??= $"{where}: {problem}";
        }
    }

    private static string? Problem(Walk walk, FaultyDisk disk)
    {
        var keeper = new SlotKeeper(disk);
        var found = keeper.Record;
        if (found is null)
        {
            return "no readable record";
        }

        if (keeper.Choose(out var record) is not { } slot)
        {
            return "nothing to start";
        }

        var (former, target) = walk == Walk.SecondUpdate ? ("2", "3") : ("1", "2");
        var version = keeper.ListOf(slot)!.Version;
        var isAllowed = version == former
            || (version == target && found.State is LaunchStateCode.Armed or LaunchStateCode.Trial or LaunchStateCode.Confirmed);
        return keeper.ProblemOf(slot) is { } damage ? $"starts a damaged slot: {damage}"
            : keeper.Pointed != slot ? $"the link points to {keeper.Pointed}"
            : !isAllowed ? $"starts {version} though {found.State}"
            : found.State == LaunchStateCode.Confirmed && record.State != LaunchStateCode.Confirmed ? "a confirmation is lost"
            : null;
    }

    // Whatever happened, the update goes through afterwards.
    private static void Repeat(Walk walk, FaultyDisk disk)
    {
        var target = walk == Walk.SecondUpdate ? "3" : "2";
        var keeper = new SlotKeeper(disk);
        keeper.Choose(out var record);
        if (record.IsTrial)
        {
            keeper.MarkGood();
        }

        Update(disk, target);
        Assert.Equal(target, keeper.ListOf(keeper.Choose(out _)!.Value)!.Version);
    }
}
