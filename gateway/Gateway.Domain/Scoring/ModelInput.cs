using System;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Scoring;

/// <summary>
/// The 18 inputs of bearing models, made from what a frame carries and from nothing else, so that a window can be
/// scored again from the store. All are ratios: neither the sensor's gain nor the machine's size reaches the model.
/// 0..14: lines of the envelope spectrum over its floor, in units of 20 dB, in orders of shaft speed (shaft, BPFO,
/// BPFI, 2×BSF, FTF; three harmonics each). 15: ln(kurtosis/3). 16: ln(crest factor/4). 17: envelope floor over RMS,
/// in units of 20 dB.
/// </summary>
public static class ModelInput
{
    public const int Count = 18;

    /// <summary>Name of each input; a model file names the ones it was trained with.</summary>
    public static readonly string[] Names = MakeNames();

    private const double LineUnit = 0.25 / 20.0;

    /// <summary>
    /// Fills <paramref name="inputs"/>; false when the frame is not fit for scoring (no envelope, speed unknown,
    /// clipped, gap, silent, bus fault).
    /// </summary>
    public static bool TryFill(FeatureFrame frame, Span<float> inputs)
    {
        if (!frame.HasEnvelope || frame.ShaftMilliHz == 0 || (frame.Quality & QualityFlags.NotForScoring) != 0)
        {
            return false;
        }

        for (var i = 0; i < 15; i++)
        {
            inputs[i] = (float)(frame.Envelope[i + 1] * LineUnit);
        }

        var rms = frame.Statistics[0];
        inputs[15] = LogRatio(frame.Statistics[3], 3);
        inputs[16] = LogRatio(frame.Statistics[2], 4);
        var rmsDecibel = rms > 0 ? 20 * Math.Log10(rms) : -120;
        inputs[17] = (float)((LevelCode.ToDecibel(frame.Envelope[0]) - rmsDecibel) / 20);
        return true;
    }

    /// <summary>An input in the unit people read: ratios for lines and shapes.</summary>
    public static double ToReadable(int input, double value) => input switch
    {
        < 15 => Math.Pow(10, value),
        15 => 3 * Math.Exp(value),
        16 => 4 * Math.Exp(value),
        _ => Math.Pow(10, value)
    };

    /// <summary>Unit of <see cref="ToReadable"/>.</summary>
    public static string Unit(int input) => input < 15 ? "× floor" : input == 17 ? "× RMS" : "";

    private static float LogRatio(float value, double reference) =>
        value > 0 ? (float)Math.Clamp(Math.Log(value / reference), -1.5, 3) : -1.5f;

    private static string[] MakeNames()
    {
        string[] lines = ["shaft", "BPFO", "BPFI", "2×BSF", "FTF"];
        var names = new string[Count];
        for (var i = 0; i < 15; i++)
        {
            names[i] = $"envelope line {i % 3 + 1}×{lines[i / 3]}";
        }

        names[15] = "kurtosis";
        names[16] = "crest factor";
        names[17] = "envelope floor";
        return names;
    }
}
