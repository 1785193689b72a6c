using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Web.Tests;

/// <summary>One release that fits one node; keeps what was asked.</summary>
internal sealed class FakeUpdates : IUpdatesView
{
    public List<string> Calls { get; } = [];

    public UpdatesView Get() => new(
        [new ReleaseView("00112233", "application 1.2.3", 7, ["virtual-rev-a"], 120_000, null, null, true, "signed under key set 2")],
        [new KeySetView("8899aabb", 2, true, true, 4, 1)],
        [
            new UpdateRunView(
                1, "5354", "pump", "00112233", "application 1.2.3", "Fetching", "fetches it, 40 %", 40, FakeSiteView.Noon,
                FakeSiteView.Noon, true, false)
        ]);

    public UpdateAnswerView Add(byte[] bundle)
    {
        Calls.Add($"add {bundle.Length}");
        return bundle.Length < 10
            ? UpdateAnswerView.Wrong("the bundle is not taken: it is no release bundle")
            : new("", "00112233", [], []);
    }

    public UpdateAnswerView AddKeySet(byte[] keySet)
    {
        Calls.Add($"keys {keySet.Length}");
        return new("", "8899aabb", [], []);
    }

    public UpdateAnswerView Start(string release, IReadOnlyList<string> devices) => Answer("start", release, devices);

    public UpdateAnswerView Stop(string release, IReadOnlyList<string> devices) => Answer("stop", release, devices);

    private UpdateAnswerView Answer(string what, string release, IReadOnlyList<string> devices)
    {
        Calls.Add($"{what} {release} {string.Join(',', devices)}".TrimEnd());
        return release == "00112233"
            ? new("", release, ["5354"], ["pump-6: boards: it is for another"])
            : UpdateAnswerView.Wrong($"no release begins with '{release}', or more than one does");
    }
}
