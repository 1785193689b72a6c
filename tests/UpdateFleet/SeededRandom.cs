using System;
using Stethos.Hal;

namespace Stethos.UpdateFleet;

public sealed class SeededRandom(int seed) : IRandom
{
    private readonly Random _random = new(seed);

    public int Next(int exclusiveMax) => _random.Next(exclusiveMax);
}
