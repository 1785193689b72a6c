using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Nodes;
using Stethos.Gateway.Domain.Updates;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Updates.Checks;
using Stethos.Gateway.Updates.Releases;
using Stethos.Gateway.Updates.Tracking;
using Stethos.Protocol;
using Stethos.Releases.Bundles;
using Stethos.Update;

namespace Stethos.Gateway.Host.Updates;

/// <summary>Answers pages and commands about updates, and checks before anything is begun. Thread safe.</summary>
internal sealed class SiteUpdates(UpdateDeskParts parts, UpdateDesk desk, BoardRooms rooms) : IUpdatesView
{
    private const int MostShown = 200;

    private long NowMs => parts.Time.GetUtcNow().ToUnixTimeMilliseconds();

    public UpdatesView Get()
    {
        lock (parts.Site.Sync)
        {
            return new UpdatesView(
                [.. parts.Shelf.All().Select(View)], [.. parts.KeySets.All().Select(View)],
                [.. desk.Runs.Reverse().Take(MostShown).Select(View)]);
        }
    }

    public UpdateAnswerView Add(byte[] bundle)
    {
        try
        {
            var release = parts.Shelf.Add(bundle, found => TakeInCheck.Of(found, parts.KeySets, NodesFor(found), NowMs / 1000));
            var proof = release.ProofBy(parts.KeySets);
            return new UpdateAnswerView("", release.ShortId, [], []) { Warning = proof.IsSigned is null ? proof.Text : "" };
        }
        catch (ReleaseException wrong)
        {
            return UpdateAnswerView.Wrong($"the bundle is not taken: {wrong.Message}");
        }
    }

    public UpdateAnswerView AddKeySet(byte[] keySet)
    {
        try
        {
            return new UpdateAnswerView("", parts.KeySets.Add(keySet).ShortId, [], []);
        }
        catch (ReleaseException wrong)
        {
            return UpdateAnswerView.Wrong($"the key set is not taken: {wrong.Message}");
        }
    }

    public UpdateAnswerView Start(string release, IReadOnlyList<string> devices)
    {
        if (parts.Find(release) is not { } found)
        {
            return UpdateAnswerView.Wrong($"no release or key set begins with '{release}', or more than one does");
        }

        if (found is ShelvedRelease signed && signed.ProofBy(parts.KeySets) is { IsSigned: false } proof)
        {
            return UpdateAnswerView.Wrong($"it is not handed out: {proof.Text}");
        }

        if (devices.Count == 0 && found is ShelvedKeySet forAll)
        {
            parts.KeySets.WantForAll(forAll);
        }

        lock (parts.Site.Sync)
        {
            List<string> started = [], refused = [];
            foreach (var (name, node) in Nodes(devices))
            {
                var problems = Problems(node, found, out var path);
                if (problems.Count > 0)
                {
                    refused.Add($"{name}: {string.Join("; ", problems)}");
                    continue;
                }

                desk.Begin(node!.Device, path);
                started.Add(node.Device.ToString());
            }

            return new UpdateAnswerView("", found.ShortId, started, refused);
        }
    }

    public UpdateAnswerView Stop(string release, IReadOnlyList<string> devices)
    {
        lock (parts.Site.Sync)
        {
            var runs = desk.Runs
                .Where(run => run.IsOpen && release.Length > 0 && run.Row.Release.StartsWith(release, StringComparison.OrdinalIgnoreCase)
                    && (devices.Count == 0 || devices.Contains(run.Row.Device.ToString())))
                .ToArray();
            var stopped = runs.Where(run => run.Row.Phase != UpdatePhaseCode.Switching).ToArray();
            foreach (var run in stopped)
            {
                desk.Stop(run);
            }

            return runs.Length == 0
                ? UpdateAnswerView.Wrong($"nothing of '{release}' is under way there")
                : new UpdateAnswerView(
                    "", runs[0].Row.Release[..16], [.. stopped.Select(run => run.Row.Device.ToString())],
                    [.. runs.Except(stopped).Select(run =>
                        $"{parts.Site.NodeOf(run.Row.Device).Name}: it tries the release already, and ends that by itself")]);
        }
    }

    /// <summary>What a node said last of its slots; null when it has said nothing. Caller holds the site's lock.</summary>
    public NodeUpdateView? ViewLocked(DeviceKey device)
    {
        if (parts.Site.Slots.Of(device, out var heardMs) is not { } status)
        {
            return null;
        }

        return new NodeUpdateView(
            ((UpdateStateCode)status.State).ToString(), ReasonWords.Of((UpdateReasonCode)status.Reason),
            ReleaseCheck.Version(status.Versions[0]), ReleaseCheck.Version(status.Versions[1]), status.Pair,
            ReleaseCheck.Version(status.Floors[0]), ReleaseCheck.Version(status.Floors[1]), status.Sequence,
            status.Basis[UpdateBasis.KeySet], parts.KeySets.Newest?.Version ?? 0, (status.Flags & UpdateStatusFlags.Rescue) != 0,
            parts.AccessPoints.Of(device) ?? "", DateTimeOffset.FromUnixTimeMilliseconds(heardMs),
            desk.OpenOf(device) is { } run ? View(run) : null);
    }

    private UpdateStatus[] NodesFor(ShelvedRelease release)
    {
        lock (parts.Site.Sync)
        {
            return
            [
                .. parts.Site.Nodes.Values.Where(node => release.Manifest.Classes.Contains(node.Board, StringComparer.Ordinal))
                    .Select(node => parts.Site.Slots.Of(node.Device, out _)).OfType<UpdateStatus>()
            ];
        }
    }

    private IEnumerable<(string Name, NodeRecord? Node)> Nodes(IReadOnlyList<string> devices) => devices.Count == 0
        ? parts.Site.Nodes.Values.Select(node => (node.Name, (NodeRecord?)node)).ToArray()
        : devices.Distinct().Select(device => DeviceKey.TryParse(device, out var key)
            && parts.Site.Nodes.TryGetValue(key.Value, out var node) ? (node.Name, node) : (device, (NodeRecord?)null));

    private List<string> Problems(NodeRecord? node, HandedOut wanted, out IReadOnlyList<HandedOut> path)
    {
        path = [wanted];
        if (node is null)
        {
            return ["it is not known to this site"];
        }

        var status = parts.Site.Slots.Of(node.Device, out _);
        List<string> problems = [];
        if (wanted is ShelvedKeySet keySet)
        {
            var check = KeySetCheck.Of(keySet, parts.KeySets, status);
            path = check.Path;
            problems.AddRange(check.Problem.Length > 0 ? [check.Problem] : []);
        }
        else if (wanted is ShelvedRelease release)
        {
            problems.AddRange(ReleaseCheck.Problems(release.Manifest, node.Board, rooms.Of(node.Board), status, NowMs / 1000));
            problems.AddRange(status is not null && PhaseRule.Runs(status, release.Manifest) ? ["it runs this release already"] : []);
        }

        if (!parts.Orders.HasKey(node.Device))
        {
            problems.Add("key: the gateway's key file has none for it");
        }

        if (desk.OpenOf(node.Device) is { } open
            && (open.Row.Phase == UpdatePhaseCode.Switching || open.Row.Release == wanted.Id))
        {
            problems.Add(open.Row.Release == wanted.Id ? $"{open.Row.Label} is under way there" : $"it tries {open.Row.Label} right now");
        }

        return problems;
    }

    private ReleaseView View(ShelvedRelease release) => new(
        release.ShortId, release.Label, release.Manifest.Sequence,
        [.. release.Manifest.Classes.Take(release.Manifest.ClassCount)], release.Bytes,
        release.Manifest.ExpirySeconds > 0 ? DateTimeOffset.FromUnixTimeSeconds(release.Manifest.ExpirySeconds) : null,
        desk.HeldBy(release.Id), release.ProofBy(parts.KeySets).IsSigned, release.ProofBy(parts.KeySets).Text);

    private KeySetView View(ShelvedKeySet set)
    {
        var told = parts.Site.Nodes.Values.Select(node => parts.Site.Slots.Of(node.Device, out _)).OfType<UpdateStatus>()
            .Select(status => status.Basis[UpdateBasis.KeySet]).Where(version => version > 0).ToArray();
        return new KeySetView(
            set.ShortId, set.Version, set.Version == parts.KeySets.Newest?.Version, set.Version == parts.KeySets.WantedForAll?.Version,
            told.Count(version => version == set.Version), told.Count(version => version < set.Version));
    }

    private UpdateRunView View(UpdateRun run)
    {
        var node = parts.Site.NodeOf(run.Row.Device);
        var isStuck = desk.IsStuck(run);
        var first = desk.Trying(run.Row.Release).FirstOrDefault(other => other != run);
        return new UpdateRunView(
            run.Row.Id, run.Row.Device.ToString(), node.Name, run.Row.Release[..16], run.Row.Label, run.Row.Phase.ToString(),
            desk.IsBehind(run) ? "waits until the key set before it is taken"
                : RunWords.Of(run, run.IsOpen ? desk.HeldBy(run.Row.Release) : null, desk.IsThere(run), isStuck,
                    first is null ? null : parts.Site.NodeOf(first.Row.Device).Name), run.Percent,
            DateTimeOffset.FromUnixTimeMilliseconds(run.Row.AskedMs), DateTimeOffset.FromUnixTimeMilliseconds(run.Row.ChangedMs),
            run.IsOpen, isStuck);
    }
}
