using System.Linq;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Storage;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Serving;

/// <summary>Fills the site's memory from the store at start.</summary>
internal static class SiteRestore
{
    public static void Load(SiteMemory site, StoreReader reader)
    {
        site.Ledger = reader.LoadLedger();
        site.Verdicts = reader.CountVerdicts();
        var state = new StateMessage();
        var messages = new MessageReader();
        foreach (var (device, seenMs, bytes) in reader.LoadNodes())
        {
            if (state.Read(bytes, 0, bytes.Length, messages) == FrameErrorCode.None)
            {
                var node = site.NodeOf(device);
                node.Apply(state, seenMs, live: true);
            }
        }

        var counts = reader.CountFrames();
        foreach (var (device, count) in counts)
        {
            site.NodeOf(device).FramesStored = count;
        }

        site.FramesStored = counts.Values.Sum();
    }
}
