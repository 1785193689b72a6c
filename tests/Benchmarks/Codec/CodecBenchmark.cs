using System;
using System.Linq;
using Stethos.Benchmarks.Kit;
using Stethos.Protocol;

namespace Stethos.Benchmarks.Codec;

/// <summary>Encoding and decoding of the longest frame the firmware makes: three axes, envelope, gravity.</summary>
internal sealed class CodecBenchmark : IBenchmark
{
    private const int Rounds = 15;

    public string Name => "codec";

    public string Purpose => "encoding and decoding of a feature frame";

    public void Run(Report report)
    {
        var frames = new FrameSource();
        var frame = frames[0];
        var writer = new CborWriter();
        var reader = new MessageReader();
        var decoded = new FeatureFrame();
        var buffer = new byte[FeatureFrame.MaxLength];
        var length = frame.Write(buffer, 0, buffer.Length, writer);
        var written = new byte[FeatureFrame.MaxLength];
        void Encode() => frame.Write(written, 0, written.Length, writer);
        void Decode()
        {
            if (decoded.Read(buffer, 0, length, reader) != FrameErrorCode.None)
            {
                throw new BenchmarkException("a frame cannot be read back");
            }
        }

        Decode();
        var again = decoded.Write(written, 0, written.Length, writer);
        if (!written.AsSpan(0, again).SequenceEqual(buffer.AsSpan(0, length)))
        {
            throw new BenchmarkException("a frame read and written again has other bytes");
        }

        var seconds = Timing.Alternate(Rounds, Timing.Loop(Encode), Timing.Loop(Decode));
        report.Add("codec: encoded", Spread.Of(seconds[0].Select(value => 1 / value)), "frames/s");
        report.Add("codec: decoded", Spread.Of(seconds[1].Select(value => 1 / value)), "frames/s");
        report.Add("codec: three-axis frame with envelope and gravity", length, "B", Goal.AtMost(200));
        report.Add("codec: allocated per encoding", Timing.AllocatedBytes(Encode), "B", Goal.AtMost(0));
        report.Add("codec: allocated per decoding", Timing.AllocatedBytes(Decode), "B", Goal.AtMost(0));
    }
}
