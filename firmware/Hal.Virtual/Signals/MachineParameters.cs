using System.Collections.Generic;

namespace Stethos.Hal.Virtual.Signals
{
    /// <summary>
    /// A generated machine. The defaults are a 1.5 kW class motor near 1,797 rpm on a 6205 bearing with about 0.07 g RMS
    /// in 6.4 kHz, the size of a healthy record of the Case Western Reserve rig.
    /// </summary>
    public sealed record MachineParameters
    {
        /// <summary>Shaft turns per second.</summary>
        public double ShaftHz { get; init; } = 29.95;

        /// <summary>Geometry of the bearing.</summary>
        public BearingOrders Orders { get; init; } = BearingOrders.Skf6205;

        /// <summary>Everything random follows from it; equal parameters give equal samples.</summary>
        public ulong Seed { get; init; } = 1;

        /// <summary>What is, or will be, wrong.</summary>
        public MachineFault Fault { get; init; } = MachineFault.None;

        /// <summary>Full strength of the fault: 1 means impacts, or 1x vibration, of <see cref="FaultG"/>.</summary>
        public double Severity { get; init; } = 0.5;

        /// <summary>When the fault begins.</summary>
        public double FaultStartSeconds { get; init; }

        /// <summary>How long it takes to grow, linearly, to <see cref="Severity"/>; 0 is at once.</summary>
        public double FaultGrowthSeconds { get; init; }

        /// <summary>Strength of a fault of severity 1 in g.</summary>
        public double FaultG { get; init; } = 2.0;

        /// <summary>Standard deviation of the rolling elements' slip as a share of the impact period.</summary>
        public double SlipFraction { get; init; } = 0.012;

        /// <summary>Amplitudes of 1x, 2x, 3x … in g.</summary>
        public IReadOnlyList<double> HarmonicsG { get; init; } = new[] { 0.025, 0.015, 0.008, 0.005 };

        /// <summary>Flat noise in g/√Hz.</summary>
        public double NoiseDensityG { get; init; } = 0.0006;

        /// <summary>Noise that rings in each structural mode, RMS in g, times the mode's gain.</summary>
        public double ModeNoiseG { get; init; } = 0.025;

        /// <summary>How much the noise swells once per shaft turn, 0 to 1: the weak shaft line of a healthy envelope.</summary>
        public double ShaftModulation { get; init; } = 0.06;

        /// <summary>Slow swell of all amplitudes with the machine's load, 0 to 1.</summary>
        public double LoadModulation { get; init; } = 0.08;

        /// <summary>Period of the load.</summary>
        public double LoadPeriodSeconds { get; init; } = 37;

        /// <summary>Gravity as the three channels see it.</summary>
        public IReadOnlyList<double> GravityG { get; init; } = new[] { 0.0, 0.0, 1.0 };

        /// <summary>Resonances of the structure.</summary>
        public IReadOnlyList<StructuralMode> Modes { get; init; } = new[]
        {
            new StructuralMode(3200, 0.025, 1.0),
            new StructuralMode(1900, 0.03, 0.4),
            new StructuralMode(4700, 0.02, 0.35)
        };

        /// <summary>Strength of the fault at a time, 0 to <see cref="Severity"/>.</summary>
        public double SeverityAt(double seconds)
        {
            if (Fault == MachineFault.None || seconds < FaultStartSeconds)
            {
                return 0;
            }

            double since = seconds - FaultStartSeconds;
            return since >= FaultGrowthSeconds ? Severity : Severity * since / FaultGrowthSeconds;
        }
    }
}
