using System.Diagnostics;
using Stethos.Drivers.Adxl1002;
using Stethos.Drivers.Adxl345;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Signals;
using Xunit.Abstractions;

namespace Stethos.Drivers.Tests
{
    public sealed class FleetTests
    {
        private const int Boards = 200;
        private const int Rounds = 150;
        private const int RoundMs = 20;

        private readonly ITestOutputHelper _output;

        public FleetTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Fact]
        public void The_sensors_of_200_boards_keep_up_with_real_time_on_one_core()
        {
            var clock = new VirtualClock();
            var vibration = new Adxl1002Driver[Boards];
            var tilt = new Adxl345Driver[Boards];
            for (int i = 0; i < Boards; i++)
            {
                ulong seed = (ulong)i;
                var machine = new MachineGenerator(new MachineParameters { Seed = seed, Fault = MachineFault.Outer });
                vibration[i] = new Adxl1002Driver(new VirtualI2sConverter(clock, machine, new VirtualI2sOptions { Seed = seed }), 50);
                Assert.Equal(BusStatusCode.Ok, vibration[i].Start());
                var bus = new VirtualI2cBus();
                bus.Attach(Adxl345Driver.AddressLow, new VirtualAdxl345(clock, machine, new VirtualAdxl345Options { Seed = seed }));
                tilt[i] = new Adxl345Driver(bus.Open(Adxl345Driver.AddressLow), true);
                Assert.Equal(Adxl345StatusCode.Ok, tilt[i].Configure(800, 16, 16));
            }

            var samplesG = new float[1024];
            float[][] axesG = { new float[32], new float[32], new float[32] };
            long started = 0;
            for (int round = -1; round < Rounds; round++)
            {
                // The first round renders the first blocks of 800 channels at once and is left out.
                started = round == 0 ? Stopwatch.GetTimestamp() : started;
                clock.Advance(RoundMs);
                for (int i = 0; i < Boards; i++)
                {
                    Assert.Equal(256, vibration[i].Read(samplesG, 0, samplesG.Length));
                    Assert.Equal(16, tilt[i].ReadFifo(axesG, 0, 32, out _));
                }
            }

            double factor = Rounds * RoundMs / Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            _output.WriteLine($"{Boards} boards, both sensors: {factor:F1} times real time on one core");
            Assert.True(factor > 1, $"{factor:F2}");
        }
    }
}
