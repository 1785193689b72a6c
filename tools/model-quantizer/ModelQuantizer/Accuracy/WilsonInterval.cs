using System;

namespace Stethos.ModelQuantizer.Accuracy;

/// <summary>95 % interval of a share (Wilson 1927): also right for few samples and for shares near 0 and 1.</summary>
/// <param name="Low">Lower end, 0 to 1.</param>
/// <param name="High">Upper end, 0 to 1.</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    private const double Z = 1.959963984540054;

    public static WilsonInterval Of(long hits, long count)
    {
        if (count == 0)
        {
            return new WilsonInterval(0, 1);
        }

        var share = (double)hits / count;
        var denominator = 1 + Z * Z / count;
        var centre = (share + Z * Z / (2 * count)) / denominator;
        var half = Z * Math.Sqrt(share * (1 - share) / count + Z * Z / (4.0 * count * count)) / denominator;
        return new WilsonInterval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
