using System.Collections.Generic;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Vision;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Storage;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>
/// Watches stored vision features: drift, light, heat, and where to look closer. The cursor in the store tells how far
/// it has come, so a restart leaves no picture unseen.
/// </summary>
internal sealed class PictureStage(SiteMemory site, StoreWriter writer, AlertRecorder alerts, CropScheduler crops)
{
    /// <summary>Name of the cursor.</summary>
    public const string Cursor = "watched";

    private readonly VisionFeatures _picture = new();
    private readonly MessageReader _reader = new();

    /// <summary>
    /// Judges pictures into the open transaction; <paramref name="isLive"/> asks for crops of what changed. Caller holds
    /// the site's lock. Returns what alerts did.
    /// </summary>
    public List<(AlertStep Step, Alert Alert)> Judge(IReadOnlyList<FrameRow> frames, bool isLive)
    {
        List<(AlertStep Step, Alert Alert)> steps = [];
        foreach (var frame in frames)
        {
            if (_picture.Read(frame.Payload, 0, frame.Payload.Length, _reader) != FrameErrorCode.None)
            {
                continue;
            }

            alerts.Apply(site.VisionAlerts!, site.Monitor.Judge(frame, _picture), steps);
            if (isLive)
            {
                crops.Seen(frame.Id.Device, _picture, frame.ReceivedMs);
            }
        }

        if (frames.Count > 0)
        {
            writer.SetCursor(Cursor, frames[^1].Row);
        }

        return steps;
    }
}
