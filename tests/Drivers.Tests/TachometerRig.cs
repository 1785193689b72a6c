using Stethos.Drivers.Tachometer;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Drivers.Tests
{
    /// <summary>A pulse sensor at a generated machine, with the driver on top.</summary>
    internal sealed class TachometerRig
    {
        private const int PollMs = 50;

        public TachometerRig(VirtualPulseOptions options)
            : this(options, new VirtualClock())
        {
        }

        public TachometerRig(VirtualPulseOptions options, VirtualClock clock)
        {
            Clock = clock;
            Part = new VirtualPulseInput(clock, Machine, options);
            Driver = new TachometerDriver(Part, options.PulsesPerTurn, 100000);
            Start = Driver.Start();
        }

        public VirtualClock Clock { get; }

        public MachineGenerator Machine { get; } = new MachineGenerator(new MachineParameters());

        public VirtualPulseInput Part { get; }

        public TachometerDriver Driver { get; }

        public BusStatusCode Start { get; }

        public static IVirtualPart Sweep(VirtualClock clock, string name, out ReadChannel read)
        {
            int perTurn = int.Parse(name.Split(' ')[1]);
            var options = new VirtualPulseOptions { PulsesPerTurn = perTurn, JitterUs = name.EndsWith("jitter") ? 50 : 0 };
            var rig = new TachometerRig(options, clock);
            read = (channel, destination) =>
            {
                rig.Run(10000);
                Assert.True(rig.Driver.TryGetMilliHz(out int milliHz), rig.Driver.State.ToString());
                destination[0] = milliHz / 1000f;
                return 1;
            };
            return rig.Part;
        }

        /// <summary>Time passes as on a node that polls.</summary>
        public void Run(int milliseconds)
        {
            for (int passed = 0; passed < milliseconds; passed += PollMs)
            {
                Clock.Advance(PollMs);
                Driver.Poll();
            }
        }

        public void AssertRuns(double hz, double tolerance = 0.002)
        {
            Assert.Equal(TachometerStateCode.Running, Driver.State);
            Assert.True(Driver.TryGetMilliHz(out int milliHz));
            Assert.Equal(hz, milliHz / 1000.0, tolerance);
        }
    }
}
