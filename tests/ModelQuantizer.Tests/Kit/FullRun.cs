using System;

namespace Stethos.ModelQuantizer.Tests.Kit;

/// <summary>Whether the tests are to take all the data (STETHOS_FULL=1) or enough for every day.</summary>
internal static class FullRun
{
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("STETHOS_FULL") == "1";
}
