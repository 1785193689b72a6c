using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Manifests;
using Stethos.Update.Trust;

namespace Stethos.Gateway.Updates.Checks;

/// <summary>
/// Whether a release fits a node, before a byte of it is sent. The node judges again and has the last word; this spares the
/// air and tells people what is wrong while they still look.
/// </summary>
public static class ReleaseCheck
{
    /// <summary>Chunk lists, records and half-filled segments beside the components.</summary>
    private const int StoreReserve = 16 * 1024;

    internal const string Silent = "node: it has said nothing of its slots, so it cannot be updated over the link";

    /// <summary>One sentence per thing that is wrong, each beginning with the manifest's field; empty when it fits.</summary>
    /// <param name="manifest">The release's.</param>
    /// <param name="board">The node's board; empty when it has not said.</param>
    /// <param name="room">What that board has room for; null when hardware/boards does not know it.</param>
    /// <param name="status">The node's newest status; null when it has not sent one.</param>
    /// <param name="nowSeconds">Seconds since 1970.</param>
    public static IReadOnlyList<string> Problems(
        Manifest manifest, string board, BoardRoom? room, UpdateStatus? status, long nowSeconds)
    {
        var problems = new List<string>();
        var boards = manifest.Classes.Take(manifest.ClassCount).ToArray();
        if (!boards.Contains(board, StringComparer.Ordinal))
        {
            var node = board.Length > 0 ? "a " + board : "one that has not said what it is";
            problems.Add($"boards: it is for {string.Join(", ", boards)}, and this node is {node}");
        }

        if (Expiry(manifest, nowSeconds) is { Length: > 0 } expiry)
        {
            problems.Add(expiry);
        }

        if (room is not null)
        {
            problems.AddRange(Rooms(manifest, room));
        }

        if (status is null)
        {
            problems.Add(Silent);
        }
        else
        {
            problems.AddRange(Versions(manifest, status));
        }

        return problems;
    }

    internal static string Expiry(Manifest manifest, long nowSeconds) =>
        manifest.ExpirySeconds > 0 && nowSeconds >= manifest.ExpirySeconds
            ? $"expires: it ended on {DateTimeOffset.FromUnixTimeSeconds(manifest.ExpirySeconds):yyyy-MM-dd}"
            : "";

    /// <summary>A version as people write it; empty for 0.</summary>
    public static string Version(uint version) =>
        version == 0 ? "" : FormattableString.Invariant($"{version >> 24}.{(version >> 16) & 255}.{version & 65_535}");

    private static IEnumerable<string> Rooms(Manifest manifest, BoardRoom room)
    {
        var total = 0L;
        for (var i = 0; i < manifest.ComponentCount; i++)
        {
            var component = manifest.Components[i];
            var most = component.Id == ComponentCode.Model ? room.ModelBytes : room.ApplicationBytes;
            total += component.Size;
            if (component.Size > most)
            {
                yield return $"size: the {Name(component)} has {component.Size} bytes, and a slot of tier {room.Tier} takes {most}";
            }
        }

        if (2 * total + StoreReserve > room.StoreBytes)
        {
            yield return $"size: two slots of {total} bytes do not fit the file store of {room.StoreBytes}";
        }
    }

    private static IEnumerable<string> Versions(Manifest manifest, UpdateStatus status)
    {
        var held = status.Basis[UpdateBasis.KeySet];
        if (held > 0 && held != manifest.KeySetVersion)
        {
            yield return $"keys: it was signed under key set {manifest.KeySetVersion}, and the node trusts number {held}: "
                + (held < manifest.KeySetVersion ? "give it the newer one first" : "it has to be signed anew");
        }

        var loader = status.Basis[UpdateBasis.Loader];
        if (loader > 0 && manifest.MinLoader > loader)
        {
            yield return $"loader: it needs version {manifest.MinLoader}, and the node has {loader}: the loader has to be flashed";
        }

        if (manifest.Sequence < status.Sequence)
        {
            yield return $"sequence: it is number {manifest.Sequence}, and the node has accepted {status.Sequence}";
        }
        else if (manifest.Sequence - status.Sequence > ReleaseRules.MaxJump && held == manifest.KeySetVersion)
        {
            yield return $"sequence: it is number {manifest.Sequence}, more than {ReleaseRules.MaxJump} above the node's {status.Sequence}";
        }

        for (var i = 0; i < manifest.ComponentCount; i++)
        {
            var component = manifest.Components[i];
            var floor = status.Floors[component.Id == ComponentCode.Model ? 1 : 0];
            if (component.Version < floor)
            {
                yield return $"version: the {Name(component)} is {Version(component.Version)}, the node takes {Version(floor)} or newer";
            }
        }

        if (Pair(manifest, status) is { Length: > 0 } pair)
        {
            yield return pair;
        }
    }

    // As the node judges: what is not replaced stays, and then its tensors have to be those of the rule.
    private static string Pair(Manifest manifest, UpdateStatus status)
    {
        var (application, model) = (manifest.Find(ComponentCode.Application), manifest.Find(ComponentCode.Model));
        if (application is null && (status.Flags & UpdateStatusFlags.Rescue) != 0)
        {
            return "pairs: the node waits without an application, and a model alone gives it none";
        }

        var (runs, scores) = (application?.Version ?? status.Versions[0], model?.Version ?? status.Versions[1]);
        PairRule[] fitting = [.. manifest.Rules.Take(manifest.RuleCount).Where(rule => rule.Allows(runs, scores))];
        if (fitting.Length == 0)
        {
            return $"pairs: none allows application {Flashed(runs)} with model {Flashed(scores)}, which would run afterwards";
        }

        var form = status.Basis[UpdateBasis.TensorForm];
        var isPart = application is null || model is null;
        return isPart && scores != 0 && fitting.All(rule => rule.TensorAbi != form)
            ? $"tensors: it is for form {string.Join(" or ", fitting.Select(rule => rule.TensorAbi).Distinct())}, and what stays on the "
                + $"node has form {form}"
            : "";
    }

    internal static string Name(ManifestComponent component) => component.Id == ComponentCode.Model ? "model" : "application";

    private static string Flashed(uint version) => version == 0 ? "as flashed" : Version(version);
}
