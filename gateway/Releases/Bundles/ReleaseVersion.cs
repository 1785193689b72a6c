using System.Globalization;

namespace Stethos.Releases.Bundles;

/// <summary>Versions as people write them, "1.2.3": 8, 8 and 16 bits of the number that nodes compare.</summary>
public static class ReleaseVersion
{
    /// <summary>The number of a version of three parts; null for anything else.</summary>
    public static uint? Parse(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 3 && Part(parts[0], 255, out var major) && Part(parts[1], 255, out var minor)
            && Part(parts[2], 65_535, out var patch)
            ? (major << 24) | (minor << 16) | patch
            : null;
    }

    public static string Text(uint version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version >> 24}.{(version >> 16) & 255}.{version & 65_535}");

    private static bool Part(string text, uint most, out uint value) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most;
}
