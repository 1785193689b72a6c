using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Storage;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Site;

/// <summary>Reads a trend back from the stored frames: the frame is the record, nothing is stored twice.</summary>
internal static class TrendQuery
{
    public static List<TrendPoint> Run(StoreReader reader, DeviceKey device, int sensor, DateTimeOffset since, int maxPoints)
    {
        var sinceMs = since.ToUnixTimeMilliseconds();
        var count = reader.CountTrend(device, sensor, sinceMs);
        var stride = (int)Math.Max(1, (count + maxPoints - 1) / Math.Max(1, maxPoints));
        var verdicts = reader.Verdicts(device, sensor, sinceMs);
        var frame = new FeatureFrame();
        var messages = new MessageReader();
        List<TrendPoint> points = [];
        foreach (var row in reader.Trend(device, sensor, sinceMs, stride))
        {
            if (frame.Read(row.Payload, 0, row.Payload.Length, messages) != FrameErrorCode.None)
            {
                continue;
            }

            points.Add(new TrendPoint(
                DateTimeOffset.FromUnixTimeMilliseconds(row.TimeMs), frame.Statistics[0], frame.Statistics[6],
                frame.Statistics[3], frame.Statistics[2],
                verdicts.TryGetValue(row.Row, out var verdict) ? 1 - verdict.Probabilities[0] : null, frame.Quality));
        }

        return points;
    }
}
