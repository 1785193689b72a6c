using System;
namespace Stethos.Hal.Virtual
{
    public sealed class SystemRandom : IRandom
    {
        private readonly Random _r;
        public SystemRandom(int seed) { _r = new Random(seed); }
        public int Next(int exclusiveMax) => _r.Next(exclusiveMax);
    }
}
