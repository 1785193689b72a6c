using System.Collections.Generic;

namespace Stethos.Hardware.Tests.Picture;

/// <summary>Colours by what a wire carries, and their names in the legend.</summary>
internal static class Palette
{
    public const string Ink = "#111111";
    public const string Quiet = "#666666";
    public const string PartFill = "#f6f7f9";
    public const string BoardFill = "#eef3ea";

    /// <summary>Legend order: key, colour, words.</summary>
    public static readonly IReadOnlyList<(string Key, string Colour, string Words)> Signals =
    [
        ("5V", "#d0021b", "5 V"),
        ("3V3", "#e67e00", "3.3 V"),
        ("ground", "#111111", "ground"),
        ("i2c", "#1557c0", "I2C"),
        ("i2s", "#1e8a3c", "I2S"),
        ("spi", "#7a35b8", "SPI"),
        ("gpio", "#00858f", "LED, button"),
        ("analog", "#c2187a", "analogue")
    ];

    public static string KeyOf(string signal, string net) => signal == "power" ? net : signal;

    public static string ColourOf(string key)
    {
        foreach ((string known, string colour, _) in Signals)
        {
            if (known == key)
            {
                return colour;
            }
        }

        throw new KeyNotFoundException($"the palette has no colour for {key}");
    }
}
