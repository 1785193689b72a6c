using System;
using System.Globalization;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests.Kit;

/// <summary>A seed that differs from run to run and is printed; STETHOS_SEED repeats a run's plan.</summary>
internal static class Seed
{
    public static Random Random(ITestOutputHelper output)
    {
        var wanted = Environment.GetEnvironmentVariable("STETHOS_SEED");
        var seed = wanted is null ? Environment.TickCount : int.Parse(wanted, CultureInfo.InvariantCulture);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"STETHOS_SEED={seed}"));
        return new Random(seed);
    }
}
