using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.View;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Vision;

/// <summary>
/// Watches a fixture through the features of its pictures: has it moved, has the light changed, is something hot, is the
/// view blocked. Every picture becomes a <see cref="Verdict"/> whose probabilities are scores, <see cref="VisionLimits.AtLimit"/>
/// at a limit, so that alerts get their delays, hysteresis and owner from the one alert engine. Light and temperature are
/// held against the first pictures of the sensor's boot; position against the node's own reference. No I/O, no clock.
/// </summary>
public sealed class VisionMonitor(VisionLimits limits)
{
    /// <summary>Causes of alerts; the first means that all is well.</summary>
    public static readonly IReadOnlyList<string> Labels = ["normal", "position-drift", "light-drift", "hot-spot", "view-blocked"];

    private const int Shift = 0;
    private const int Light = 1;
    private const int LightWas = 2;
    private const int Hot = 3;
    private const int HotWas = 4;
    private const int Grey = 5;
    private const int InputCount = 6;
    // Overexposed is how a bright belt may look all day; dark or blank is not.
    private const int BlockedFlags = VisionFlags.TooDark | VisionFlags.Blank;
    private readonly Dictionary<(DeviceKey Device, int Sensor), Baseline> _baselines = [];

    /// <summary>
    /// Judges one picture. A score that this picture cannot tell (no reference yet, no certainty, still learning, rows
    /// lost) is NaN and changes nothing.
    /// </summary>
    public Verdict Judge(FrameRow frame, VisionFeatures picture)
    {
        var isFit = (picture.Quality & VisionFlags.NotForScoring) == 0;
        var baseline = Learned(frame, picture, isFit);
        var inputs = new float[InputCount];
        inputs[Shift] = (float)ShiftPx(picture);
        inputs[Light] = inputs[Grey] = picture.Light / 256f;
        inputs[LightWas] = (float)baseline.Light;
        inputs[Hot] = picture.MaxCentiCelsius / 100f;
        inputs[HotWas] = (float)(picture.MeanCentiCelsius / 100.0 + baseline.HotOverMean);
        var scores = new float[Labels.Count];
        scores[1] = isFit && picture.HasShift && (picture.Quality & VisionFlags.NoReference) == 0
            && picture.ShiftConfidence >= limits.LeastConfidence
                ? Score(inputs[Shift] / limits.ShiftPx) : float.NaN;
        scores[2] = isFit && baseline.IsLearnt && baseline.Light > 0
            ? Score(Math.Abs(inputs[Light] / baseline.Light - 1) / limits.LightShare) : float.NaN;
        scores[3] = isFit && baseline.IsLearnt && picture.HasTemperatures
            ? Score((inputs[Hot] - inputs[HotWas]) / limits.HotKelvin) : float.NaN;
        scores[4] = (picture.Quality & (VisionFlags.RowsLost | VisionFlags.BusFault)) != 0
            ? float.NaN : (picture.Quality & BlockedFlags) != 0 ? 1 : 0;
        var worst = 0;
        for (var label = 1; label < scores.Length; label++)
        {
            worst = scores[label] >= VisionLimits.AtLimit && (worst == 0 || scores[label] > scores[worst]) ? label : worst;
        }

        scores[0] = worst == 0 ? 1 : 1 - scores[worst];
        return new Verdict(frame.Row, frame.Id.Device, frame.Sensor, frame.TimeMs, Labels[worst], scores, inputs);
    }

    /// <summary>
    /// Learns from a stored picture that was judged before a restart; true once the sensor's light and heat are learned. The
    /// first pictures of the boot in the order they came make the baseline that there was.
    /// </summary>
    public bool Relearn(FrameRow frame, VisionFeatures picture) =>
        Learned(frame, picture, (picture.Quality & VisionFlags.NotForScoring) == 0).IsLearnt;

    /// <summary>Forgets all baselines, before they are learned from the store.</summary>
    public void Forget() => _baselines.Clear();

    /// <summary>What drove an alert, in the units people read.</summary>
    public IReadOnlyList<AlertDriverView> Explain(float[] inputs, int label) => label switch
    {
        1 => [new("shift of the scene", "px", inputs[Shift], limits.ShiftPx, "limit", inputs[Shift] / limits.ShiftPx)],
        2 => [new("mean grey", "", inputs[Light], inputs[LightWas], "first pictures", inputs[Light] / inputs[LightWas] - 1)],
        3 => [new("hottest pixel", "°C", inputs[Hot], inputs[HotWas], "expected from the scene", inputs[Hot] - inputs[HotWas])],
        _ => [new("mean grey", "", inputs[Grey], inputs[LightWas], "first pictures", 1)]
    };

    /// <summary>Mean grey the sensor began with; null while it is being learned.</summary>
    public double? LightReference(DeviceKey device, int sensor) =>
        _baselines.TryGetValue((device, sensor), out var baseline) && baseline.IsLearnt && baseline.Light > 0 ? baseline.Light : null;

    /// <summary>Length of the shift in pixels.</summary>
    public static double ShiftPx(VisionFeatures picture) => picture.HasShift
        ? Math.Sqrt(((double)picture.ShiftX * picture.ShiftX) + ((double)picture.ShiftY * picture.ShiftY)) / VisionFeatures.ShiftPerPixel
        : 0;

    private static float Score(double share) => (float)Math.Clamp(VisionLimits.AtLimit * share, 0, 1);

    private Baseline Learned(FrameRow frame, VisionFeatures picture, bool isFit)
    {
        var baseline = BaselineOf(frame);
        if (isFit)
        {
            baseline.Learn(picture, limits.LearnPictures);
        }

        return baseline;
    }

    private Baseline BaselineOf(FrameRow frame)
    {
        var sensor = (frame.Id.Device, frame.Sensor);
        if (!_baselines.TryGetValue(sensor, out var baseline) || baseline.Boot != frame.Id.Boot)
        {
            _baselines[sensor] = baseline = new Baseline(frame.Id.Boot);
        }

        return baseline;
    }

    private sealed class Baseline(uint boot)
    {
        private double _light;
        private double _hot;
        private int _pictures;

        internal uint Boot => boot;

        internal bool IsLearnt { get; private set; }

        internal double Light => _pictures == 0 ? 0 : _light / _pictures;

        internal double HotOverMean => _pictures == 0 ? 0 : _hot / _pictures;

        internal void Learn(VisionFeatures picture, int wanted)
        {
            if (IsLearnt)
            {
                return;
            }

            _light += picture.Light / 256.0;
            _hot += (picture.MaxCentiCelsius - picture.MeanCentiCelsius) / 100.0;
            _pictures++;
            IsLearnt = _pictures >= wanted;
        }
    }
}
