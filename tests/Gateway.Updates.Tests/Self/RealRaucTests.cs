using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Stethos.Gateway.Updates.Self;
using Xunit.Abstractions;

namespace Stethos.Gateway.Updates.Tests.Self;

/// <summary>The engine with the real RAUC; where it cannot run, the test says why and proves nothing.</summary>
public sealed class RealRaucTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_bundle_is_installed_tried_given_up_and_marked_good_by_the_real_rauc()
    {
        if (RaucRig.Problem is { } problem)
        {
            output.WriteLine($"not tried: {problem}");
            return;
        }

        using var rig = new RaucRig();
        await rig.StartAsync("A");
        var engine = new RaucEngine(rig);
        Assert.Null(await engine.ProblemAsync(CancellationToken.None));
        Assert.Equal("rootfs.0", (await engine.StatusAsync(CancellationToken.None)).Booted!.Name);

        var image = new byte[256 << 10];
        new Random(5).NextBytes(image);
        await engine.InstallAsync(await rig.BundleAsync("2", image), CancellationToken.None);
        Assert.Equal(image, File.ReadAllBytes(rig.Of("slot1"))[..image.Length]);
        Assert.Equal("B", File.ReadAllText(rig.Of("primary")).Trim());

        // Booted from the new slot, but the gateway does not get well.
        rig.Boot("B");
        File.WriteAllText(rig.Of("state.B"), "good\n");
        var trial = new SystemTrial(engine, rig.Of("proven"));
        var verdict = await trial.DecideAsync(_ => Task.FromResult<string?>("no gateway answers"), true, CancellationToken.None);
        output.WriteLine(verdict.Text);
        Assert.Equal(SystemOutcomeCode.Returns, verdict.Outcome);
        Assert.Equal(("A", "bad"), (File.ReadAllText(rig.Of("primary")).Trim(), File.ReadAllText(rig.Of("state.B")).Trim()));

        // Installed anew from the former one, and this time it does.
        rig.Boot("A");
        await engine.InstallAsync(await rig.BundleAsync("3", image), CancellationToken.None);
        rig.Boot("B");
        verdict = await trial.DecideAsync(_ => Task.FromResult<string?>(null), true, CancellationToken.None);
        output.WriteLine(verdict.Text);
        Assert.Equal(SystemOutcomeCode.Good, verdict.Outcome);
        Assert.Equal("good", File.ReadAllText(rig.Of("state.B")).Trim());
        var status = await engine.StatusAsync(CancellationToken.None);
        Assert.Equal(("3", "rootfs.1"), (status.Booted!.Version, status.Primary));
    }

    [Fact]
    public async Task A_bundle_of_a_stranger_is_refused_by_the_real_rauc_and_nothing_is_written()
    {
        if (RaucRig.Problem is { } problem)
        {
            output.WriteLine($"not tried: {problem}");
            return;
        }

        using var rig = new RaucRig();
        await rig.StartAsync("A");
        await rig.MakeKeyAsync("stranger");
        var bundle = await rig.BundleAsync("9", [1, 2, 3], "stranger");
        var fault = await Assert.ThrowsAsync<RaucException>(() => new RaucEngine(rig).InstallAsync(bundle, CancellationToken.None));
        output.WriteLine(fault.Message);
        Assert.Contains("signature verification failed", fault.Message, StringComparison.Ordinal);
        Assert.All(File.ReadAllBytes(rig.Of("slot1")).Chunk(4096), block => Assert.DoesNotContain(block, value => value != 0));
    }
}
