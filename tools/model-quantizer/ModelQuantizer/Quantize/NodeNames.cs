using System;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>Names for lines that people read.</summary>
public static class NodeNames
{
    private const int Longest = 48;

    /// <summary>Converters join the names of all nodes they fused; the first says enough.</summary>
    public static string Short(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var first = name.Split(';')[0];
        return first.Length <= Longest ? first : $"…{first[^(Longest - 1)..]}";
    }
}
