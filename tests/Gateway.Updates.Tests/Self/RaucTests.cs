using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Stethos.Gateway.Updates.Self;
using Stethos.Testing;

namespace Stethos.Gateway.Updates.Tests.Self;

public sealed class RaucTests : IDisposable
{
    // As RAUC 1.8 of Debian 12 writes it after an installation into the second slot, booted from there.
    private const string Status = """
        {"compatible":"test","variant":"","booted":"B","boot_primary":"rootfs.1","slots":[
        {"rootfs.1":{"class":"rootfs","device":"/dev/b","type":"raw","bootname":"B","state":"booted","parent":null,"mountpoint":null,
        "boot_status":"good","slot_status":{"bundle":{"compatible":"test","version":"2"},
        "checksum":{"sha256":"9a2a","size":262144},"installed":{"timestamp":"2026-11-21T13:38:28Z","count":1},"status":"ok"}}},
        {"rootfs.0":{"class":"rootfs","device":"/dev/a","type":"raw","bootname":"A","state":"inactive","parent":null,"mountpoint":null,
        "boot_status":"good","slot_status":{"bundle":{"compatible":null}}}}]}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingRunner _rauc = new(asked =>
        new ProgramResult(0, asked.Contains("--output-format", StringComparison.Ordinal) ? Status : "", ""));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_report_of_rauc_is_read()
    {
        var status = RaucStatus.Parse(Status);
        Assert.Equal(("test", "rootfs.1"), (status.Compatible, status.Primary));
        Assert.Equal(["rootfs.0", "rootfs.1"], status.Slots.Select(slot => slot.Name));
        Assert.Equal("rootfs.1 2 2026-11-21T13:38:28Z", status.Booted!.Content);
        Assert.True(status.Slots[0].IsGood);
        Assert.Equal("", status.Slots[0].Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"slots\":3}")]
    [InlineData("{\"slots\":[3]}")]
    public void A_report_that_is_none_is_told(string text) => Assert.Throws<RaucException>(() => RaucStatus.Parse(text));

    [Fact]
    public async Task Without_rauc_it_says_so_and_that_the_slots_work_alone()
    {
        var engine = new RaucEngine(new RecordingRunner(_ => new ProgramResult(null, "", "")));
        Assert.Contains("rauc is not installed", await engine.ProblemAsync(CancellationToken.None), StringComparison.Ordinal);
        var fault = await Assert.ThrowsAsync<RaucException>(() => engine.StatusAsync(CancellationToken.None));
        Assert.Contains("two slots work without it", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_rauc_refuses_is_told_with_its_cause()
    {
        var engine = new RaucEngine(new RecordingRunner(_ => new ProgramResult(
            1, "installing\n", "LastError: signature verification failed: self signed certificate\nInstalling `/x` failed\n")));
        File.WriteAllText(_folder.Of("x.raucb"), "");
        var fault = await Assert.ThrowsAsync<RaucException>(() => engine.InstallAsync(_folder.Of("x.raucb"), CancellationToken.None));
        Assert.Equal("rauc install: LastError: signature verification failed: self signed certificate", fault.Message);
    }

    [Fact]
    public async Task A_system_whose_gateway_is_well_is_marked_good_once_and_kept_as_proven()
    {
        var verdict = await DecideAsync(null);
        Assert.Equal(SystemOutcomeCode.Good, verdict.Outcome);
        Assert.Contains("rauc status mark-good", _rauc.Asked);
        await DecideAsync(null);
        Assert.Single(File.ReadAllLines(_folder.Of("proven")));
    }

    [Fact]
    public async Task A_system_whose_gateway_does_not_get_well_is_given_up_for_the_other()
    {
        var verdict = await DecideAsync("18 of 20 nodes are back, 95 % are needed");
        Assert.Equal(SystemOutcomeCode.Returns, verdict.Outcome);
        Assert.Contains("18 of 20 nodes", verdict.Text, StringComparison.Ordinal);
        Assert.Equal(["rauc status mark-active rootfs.0", "rauc status mark-bad booted"], _rauc.Asked[^2..]);
    }

    [Fact]
    public async Task A_proven_system_is_not_given_up_because_a_site_is_out_of_reach()
    {
        await DecideAsync(null);
        var verdict = await DecideAsync("0 of 20 nodes are back");
        Assert.Equal(SystemOutcomeCode.Waits, verdict.Outcome);
        Assert.DoesNotContain("rauc status mark-bad booted", _rauc.Asked);
    }

    [Fact]
    public async Task Without_being_asked_to_nothing_is_given_up() =>
        Assert.Equal(SystemOutcomeCode.Waits, (await DecideAsync("no gateway answers", mayReturn: false)).Outcome);

    private Task<SystemVerdict> DecideAsync(string? lacks, bool mayReturn = true) =>
        new SystemTrial(new RaucEngine(_rauc), _folder.Of("proven"))
            .DecideAsync(_ => Task.FromResult(lacks), mayReturn, CancellationToken.None);
}
