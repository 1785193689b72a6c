using System.Linq;
using Stethos.Gateway.Domain.Updates;
using Stethos.Gateway.Updates.Checks;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Updates;

/// <summary>
/// Gives the key set that is meant for all nodes to those that come later: one that was away, was flashed from an old file, or lost
/// its newest one. Caller holds the site's lock.
/// </summary>
internal sealed class KeySetTurns(UpdateDeskParts parts)
{
    /// <summary>Begins where it is due. Who refused it, or was spared by a person, is left alone; a release under way goes first.</summary>
    public void Turn(UpdateDesk desk)
    {
        if (parts.KeySets.WantedForAll is not { } wanted)
        {
            return;
        }

        foreach (var node in parts.Site.Nodes.Values)
        {
            var status = parts.Site.Slots.Of(node.Device, out _);
            if (status is null || status.Basis[UpdateBasis.KeySet] >= wanted.Version || !parts.Orders.HasKey(node.Device)
                || desk.OpenOf(node.Device) is not null)
            {
                continue;
            }

            var check = KeySetCheck.Of(wanted, parts.KeySets, status);
            if (check.Problem.Length == 0 && !desk.Runs.Any(run => run.Row.Device == node.Device
                && run.Row.Release == check.Path[0].Id && run.Row.Phase != UpdatePhaseCode.Confirmed))
            {
                desk.Begin(node.Device, [.. check.Path]);
            }
        }
    }
}
