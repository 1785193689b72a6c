using System;
using System.Globalization;

namespace Stethos.Fuzz.Tests;

/// <summary>
/// Seed and length of a run. STETHOS_FUZZ_SEED repeats one, STETHOS_FUZZ_COUNT makes it longer (a night's run is
/// some 100 million).
/// </summary>
internal static class FuzzRun
{
    private const int DefaultSeed = 20260301;
    private const int DefaultCount = 200_000;

    public static int Seed { get; } = Read("STETHOS_FUZZ_SEED", DefaultSeed);

    public static int Count { get; } = Read("STETHOS_FUZZ_COUNT", DefaultCount);

    /// <summary>What to print when an input breaks something.</summary>
    public static string Describe(int index, ReadOnlySpan<byte> input) =>
        $"seed {Seed}, input {index}: {Convert.ToHexStringLower(input)}";

    private static int Read(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value : otherwise;
}
