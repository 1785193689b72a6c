using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Domain.Vision;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Site;

/// <summary>Reads pictures back from the stored frames: the frame is the record, nothing is stored twice.</summary>
internal static class VisionQuery
{
    /// <summary>Pictures of the trend.</summary>
    public const int Pictures = 240;

    /// <summary>The newest picture with its trend; <paramref name="frames"/> come newest first.</summary>
    public static VisionView? Make(IReadOnlyList<FrameRow> frames, double? lightReference)
    {
        var picture = new VisionFeatures();
        var reader = new MessageReader();
        List<VisionPoint> trend = [];
        for (var i = frames.Count - 1; i >= 0; i--)
        {
            if (picture.Read(frames[i].Payload, 0, frames[i].Payload.Length, reader) == FrameErrorCode.None)
            {
                trend.Add(PointOf(frames[i], picture));
            }
        }

        // The last one read is the newest.
        return frames.Count == 0 || trend.Count == 0 ? null : Make(frames[0], picture, lightReference, trend);
    }

    public static CropView Make(Crop crop, CropVerdict? verdict)
    {
        var probabilities = new Dictionary<string, double>();
        for (var label = 0; label < (verdict?.Probabilities.Length ?? 0); label++)
        {
            probabilities[verdict!.Labels[label]] = verdict.Probabilities[label];
        }

        return new CropView(
            crop.Device.ToString(), crop.Sensor, DateTimeOffset.FromUnixTimeMilliseconds(crop.TimeMs), crop.PictureId,
            crop.Column, crop.Row, crop.Size, crop.Pixels, verdict?.Model ?? "", verdict?.Label ?? "",
            verdict is null ? null : 1 - verdict.Probabilities[0], probabilities);
    }

    private static VisionView Make(FrameRow frame, VisionFeatures picture, double? lightReference, List<VisionPoint> trend) => new(
        frame.Id.Device.ToString(), frame.Sensor, DateTimeOffset.FromUnixTimeMilliseconds(frame.TimeMs), picture.PictureId,
        picture.Width, picture.Height, VisionFeatures.BlockColumns, [.. picture.BlockMeans.Select(mean => (int)mean)],
        ChangeRegions.Find(picture), picture.Quality, picture.Light / 256.0, lightReference, new VisionLimits().ShiftPx,
        picture.HasHistogram ? [.. picture.Histogram.Select(root => root / 255.0 * (root / 255.0))] : [],
        picture.HasTemperatures ? picture.MinCentiCelsius / 100.0 : null,
        picture.HasTemperatures ? picture.MeanCentiCelsius / 100.0 : null, SpotsOf(picture), trend);

    private static VisionPoint PointOf(FrameRow frame, VisionFeatures picture)
    {
        var hasShift = picture.HasShift && (picture.Quality & VisionFlags.NoReference) == 0;
        const double pixel = VisionFeatures.ShiftPerPixel;
        return new VisionPoint(
            DateTimeOffset.FromUnixTimeMilliseconds(frame.TimeMs), hasShift ? picture.ShiftX / pixel : null,
            hasShift ? picture.ShiftY / pixel : null, picture.Light / 256.0,
            picture.HasTemperatures ? picture.MaxCentiCelsius / 100.0 : null);
    }

    private static HotSpotView[] SpotsOf(VisionFeatures picture)
    {
        var spots = new HotSpotView[picture.HotSpotCount];
        for (var i = 0; i < spots.Length; i++)
        {
            var at = i * VisionFeatures.NumbersPerSpot;
            spots[i] = new HotSpotView(
                picture.HotSpots[at + 1], picture.HotSpots[at], picture.HotSpots[at + 2] / 100.0, picture.HotSpots[at + 3]);
        }

        return spots;
    }
}
