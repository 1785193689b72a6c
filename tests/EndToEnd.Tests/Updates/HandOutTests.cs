using System;
using System.Linq;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests.Updates;

/// <summary>Releases handed out to boards as programs of their own, by `stethos update` alone.</summary>
[Collection(Collections.Faults)]
public sealed class HandOutTests(ITestOutputHelper output) : IDisposable
{
    private readonly UpdateSite _site = new(3);

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_sound_release_is_confirmed_everywhere_and_a_crashing_one_goes_back_and_is_held()
    {
        _site.StartBoards();
        var sound = _site.Add(_site.Owner.Release());
        Assert.Equal(0, _site.Update("start", sound, "--all").Code);
        Until.True(
            () => _site.Phases(sound).SequenceEqual(["Confirmed", "Confirmed", "Confirmed"]), UpdateSite.Patience, () => _site.Status);
        Until.True(() => _site.Devices.All(RunsNew), UpdateSite.Patience, "the new version on the nodes' pages");

        // The first node tries it alone; the others have it, and are not told to switch.
        var crashing = _site.Add(_site.Owner.Release("behaviour=throws"));
        Assert.Equal(0, _site.Update("start", crashing, "--all").Code);
        Until.True(
            () => _site.Phases(crashing).Order().SequenceEqual(["RolledBack", "Staged", "Staged"]), UpdateSite.Patience,
            () => _site.Status);
        Assert.Contains("went back to what it ran before: it crashed", _site.Status, StringComparison.Ordinal);
        Assert.Contains("; held: ", _site.Status, StringComparison.Ordinal);
        Until.True(
            () => _site.Gateway.Get("/api/alerts").Text.Contains("update-rolled-back", StringComparison.Ordinal), UpdateSite.Patience,
            "the alert");
        output.WriteLine(_site.Status);
        Assert.Equal(0, _site.Update("stop", crashing, "--all").Code);
        Assert.All(_site.Devices, device => Assert.True(RunsNew(device)));
        _site.Finish();
    }

    private bool RunsNew(string device) => _site.Node(device).Contains("\"firmware\":\"2.0.0\"", StringComparison.Ordinal);
}
