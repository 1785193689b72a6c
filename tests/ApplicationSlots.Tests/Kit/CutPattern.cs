namespace Stethos.ApplicationSlots.Tests.Kit;

/// <summary>What a power cut leaves of what was not synced.</summary>
/// <param name="Names">All, none, the first half, the last one only, or each by a coin.</param>
/// <param name="Data">All, nothing (an empty file), the first half, the former content, or noise.</param>
internal sealed record CutPattern(string Names, string Data)
{
    public static readonly CutPattern[] All = Make();

    private static CutPattern[] Make()
    {
        string[] names = ["all", "none", "half", "last", "coin"];
        string[] data = ["all", "empty", "half", "former", "noise"];
        var patterns = new CutPattern[names.Length * data.Length];
        for (var i = 0; i < patterns.Length; i++)
        {
            patterns[i] = new CutPattern(names[i / data.Length], data[i % data.Length]);
        }

        return patterns;
    }
}
