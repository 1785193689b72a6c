using System;
using System.Linq;
using Stethos.Features;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Benchmarks.Kit;

/// <summary>Windows of a generated machine with an outer race fault, on pinned memory, so that C can read them too.</summary>
internal static class Machine
{
    public const float ShaftHz = 29.95f;
    public const float EnvelopeLowHz = 2000;
    public const float EnvelopeHighHz = 5000;

    private static readonly MachineGenerator Source = new(
        new MachineParameters { ShaftHz = ShaftHz, Fault = MachineFault.Outer, Severity = 0.5, Seed = 7 });

    public static BearingGeometry Geometry { get; } = new(
        (float)Source.Parameters.Orders.Bpfo, (float)Source.Parameters.Orders.Bpfi,
        (float)(Source.Parameters.Orders.TwoBsf / 2), (float)Source.Parameters.Orders.Ftf);

    /// <summary>[axis][sample] in g, the windows one after the other.</summary>
    public static float[][] Window(int number, int axes, int length, int sampleRateHz) =>
        Enumerable.Range(0, axes).Select(axis =>
        {
            var samples = GC.AllocateArray<float>(length, pinned: true);
            Source.Fill(axis, number * (double)length / sampleRateHz, sampleRateHz, samples, 0, length);
            return samples;
        }).ToArray();
}
