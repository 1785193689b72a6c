using System;
using System.Buffers.Binary;
using System.IO;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>Scales as a device has them: float32 in arithmetic B, multiplier and shift in arithmetic A.</summary>
internal static class Rescale
{
    /// <summary>A factor as q · 2^(shift − 31), q rounded half away from zero (TFLite's QuantizeMultiplier).</summary>
    public static (int Multiplier, int Shift) Fixed(double factor)
    {
        if (factor == 0)
        {
            return (0, 0);
        }

        var shift = Math.ILogB(factor) + 1;
        var multiplier = (long)Math.Round(Math.ScaleB(factor, 31 - shift), MidpointRounding.AwayFromZero);
        if (multiplier == 1L << 31)
        {
            multiplier /= 2;
            shift++;
        }

        return shift < -31 ? (0, 0) : shift > 30 ? (int.MaxValue, 30) : ((int)multiplier, shift);
    }

    /// <summary>Biases, then what brings each channel's sum to codes.</summary>
    /// <param name="arithmetic">Decides the form.</param>
    /// <param name="biases">Empty for none.</param>
    /// <param name="real">Scale of a channel in float32.</param>
    /// <param name="exact">The same in double, as arithmetic A has it.</param>
    /// <param name="count">1, or one per channel.</param>
    public static byte[] Table(Arithmetic arithmetic, ReadOnlySpan<int> biases, Func<int, float> real, Func<int, double> exact, int count)
    {
        using var table = new MemoryStream();
        foreach (var bias in biases)
        {
            Write(table, bias);
        }

        if (arithmetic == Arithmetic.B)
        {
            for (var i = 0; i < count; i++)
            {
                Write(table, BitConverter.SingleToInt32Bits(real(i)));
            }

            return table.ToArray();
        }

        for (var i = 0; i < count; i++)
        {
            Write(table, Fixed(exact(i)).Multiplier);
        }

        for (var i = 0; i < count; i++)
        {
            Write(table, Fixed(exact(i)).Shift);
        }

        return table.ToArray();
    }

    private static void Write(MemoryStream table, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        table.Write(bytes);
    }
}
