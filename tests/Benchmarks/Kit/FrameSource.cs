using System;
using System.Globalization;
using System.Linq;
using Stethos.App;
using Stethos.Protocol;

namespace Stethos.Benchmarks.Kit;

/// <summary>
/// Feature frames as the firmware makes them: three axes with envelope and gravity, so the longest there are, and every one fit
/// for scoring. A few windows are computed once per process; each frame then gets its own key and is encoded again. One thread
/// at a time in the whole process.
/// </summary>
internal sealed class FrameSource
{
    private const int Templates = 8;
    private const int WindowLength = 8192;
    private const int SampleRateHz = 12_800;

    private static readonly Lazy<FeatureFrame[]> Made = new(() => [.. Enumerable.Range(0, Templates).Select(Make)]);
    private readonly CborWriter _writer = new();
    private int _turn;

    /// <summary>Device id of the n-th node, counted from 0.</summary>
    public static string DeviceText(int index) => (0x5354_0000_0000_0000UL + (uint)index + 1).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>One of the frames, to encode or to look at.</summary>
    public FeatureFrame this[int index] => Made.Value[index % Templates];

    /// <summary>Encodes the next frame under a new key; returns its length.</summary>
    public int Encode(byte[] device, uint boot, uint sequence, ulong timeMs, byte[] buffer)
    {
        _turn = (_turn + 1) % Templates;
        var frame = Made.Value[_turn];
        frame.Key.SetDevice(device, 0);
        frame.Key.Boot = boot;
        frame.Key.Sequence = sequence;
        frame.Key.TimeMs = timeMs;
        return frame.Write(buffer, 0, buffer.Length, _writer);
    }

    /// <summary>Device id as bytes.</summary>
    public static byte[] Device(int index)
    {
        var device = new byte[FrameKey.DeviceLength];
        return DeviceId.TryParse(DeviceText(index), device) ? device : throw new InvalidOperationException();
    }

    private static FeatureFrame Make(int number)
    {
        var configuration = new NodeConfiguration
        {
            Device = Device(0),
            ShaftHz = Machine.ShaftHz,
            Geometry = Machine.Geometry,
            EnvelopeLowHz = Machine.EnvelopeLowHz,
            EnvelopeHighHz = Machine.EnvelopeHighHz
        };
        var capture = new GeneratedCapture(Machine.Window(number, 3, WindowLength, SampleRateHz), SampleRateHz);
        var buffer = new byte[FeatureFrame.MaxLength];
        var length = new FrameMaker(configuration, capture, sensor: 0).Make(
            boot: 1, sequence: 100_000, timeMs: 1_800_000_000_000, clockIsSet: true, buffer);
        var frame = new FeatureFrame();
        return frame.Read(buffer, 0, length, new MessageReader()) == FrameErrorCode.None
            ? frame
            : throw new BenchmarkException("the firmware made a frame that cannot be read");
    }
}
