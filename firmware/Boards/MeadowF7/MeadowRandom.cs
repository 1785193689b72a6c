using System;
using Stethos.Hal;

namespace Stethos.Boards.MeadowF7;

/// <summary>The runtime's generator, for jitter only.</summary>
public sealed class MeadowRandom : IRandom
{
    private readonly Random _random = new Random();

    /// <inheritdoc/>
    public int Next(int exclusiveMax) => _random.Next(exclusiveMax);
}
