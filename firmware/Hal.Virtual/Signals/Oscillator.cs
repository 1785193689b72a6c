using System;

namespace Stethos.Hal.Virtual.Signals
{
    /// <summary>A cosine by rotation of a unit vector: two multiplications a sample instead of a call of Math.Cos.</summary>
    internal struct Oscillator
    {
        private readonly double _stepCos;
        private readonly double _stepSin;
        private double _cos;
        private double _sin;

        private Oscillator(double angle, double step)
        {
            _cos = Math.Cos(angle);
            _sin = Math.Sin(angle);
            _stepCos = Math.Cos(step);
            _stepSin = Math.Sin(step);
        }

        /// <summary>Starts at sample <paramref name="first"/> of a tone of so many turns per sample.</summary>
        public static Oscillator At(double turnsPerSample, long first, double phase)
        {
            // Whole turns are taken off before the angle is formed, or a long uptime would cost precision.
            double turns = turnsPerSample * first;
            double angle = (2 * Math.PI * (turns - Math.Floor(turns))) + phase;
            return new Oscillator(angle, 2 * Math.PI * turnsPerSample);
        }

        /// <summary>This sample, then steps on.</summary>
        public double Next()
        {
            double value = _cos;
            double cos = (_cos * _stepCos) - (_sin * _stepSin);
            _sin = (_cos * _stepSin) + (_sin * _stepCos);
            _cos = cos;
            return value;
        }
    }
}
