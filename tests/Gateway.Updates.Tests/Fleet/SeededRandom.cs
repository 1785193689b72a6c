using System;
using Stethos.Hal;

namespace Stethos.Gateway.Updates.Tests.Fleet;

internal sealed class SeededRandom(int seed) : IRandom
{
    private readonly Random _random = new(seed);

    public int Next(int exclusiveMax) => _random.Next(exclusiveMax);
}
