using System;
using Stethos.Hal;

namespace Stethos.App.Tests.Loops;

/// <summary>A share of the range: 0 = always the smallest number, 1 = always the largest.</summary>
internal sealed class FixedRandom(double share) : IRandom
{
    public int Next(int exclusiveMax) => (int)Math.Round((exclusiveMax - 1) * share);
}
