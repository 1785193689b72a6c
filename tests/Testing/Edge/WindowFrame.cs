using System;
using System.Collections.Generic;
using Stethos.Edge;
using Stethos.Protocol;

namespace Stethos.Testing.Edge;

/// <summary>Frames whose codes for a model on a node are known.</summary>
public static class WindowFrame
{
    // Floor code 120 is -30 dB, that is -120 quarters.
    private const byte Floor = 120;
    private static readonly Dictionary<int, float> _values = MakeValues();

    /// <summary>A frame of one axis, fit for scoring, that gives these codes.</summary>
    public static FeatureFrame Of(byte[] codes)
    {
        var frame = new FeatureFrame { Axes = 1, SampleRateHz = 12_800, WindowLength = 8192, ShaftMilliHz = 25_000, HasEnvelope = true };
        frame.Key.SetDevice([0, 1, 2, 3, 4, 5, 6, 7], 0);
        frame.Key.Boot = 1;
        frame.Key.Sequence = 1;
        Array.Copy(codes, 0, frame.Envelope, 1, 15);
        frame.Statistics[3] = _values[codes[15]];
        frame.Statistics[2] = _values[codes[16]];
        frame.Envelope[0] = Floor;
        frame.Statistics[0] = _values[40 - codes[17]];
        return frame;
    }

    /// <summary>The bytes of a frame.</summary>
    public static byte[] Bytes(FeatureFrame frame)
    {
        var buffer = new byte[FeatureFrame.MaxLength];
        return buffer[..frame.Write(buffer, 0, buffer.Length, new CborWriter())];
    }

    /// <summary>The frame as the other side reads it from its bytes.</summary>
    public static FeatureFrame OverTheWire(FeatureFrame frame)
    {
        var bytes = Bytes(frame);
        var read = new FeatureFrame();
        var error = read.Read(bytes, 0, bytes.Length, new MessageReader());
        return error == FrameErrorCode.None ? read : throw new InvalidOperationException(error.ToString());
    }

    // The smallest half of each level.
    private static Dictionary<int, float> MakeValues()
    {
        Dictionary<int, float> values = [];
        for (var half = 1; half <= 0x7BFF; half++)
        {
            var value = HalfFloat.ToSingle(half);
            values.TryAdd(QuarterDecibel.Of(value), value);
        }

        return values;
    }
}
