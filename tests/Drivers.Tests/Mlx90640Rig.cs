using System;
using Stethos.Drivers.Mlx90640;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Vision;

namespace Stethos.Drivers.Tests
{
    /// <summary>An MLX90640 on its bus, with the driver on top.</summary>
    internal sealed class Mlx90640Rig
    {
        public static readonly VirtualMlx90640Options Quiet = new VirtualMlx90640Options { NoiseCounts = 0 };

        public Mlx90640Rig(VirtualMlx90640Options options)
            : this(options, new VirtualClock { AdvancesOnWait = true })
        {
        }

        public Mlx90640Rig(VirtualMlx90640Options options, VirtualClock clock)
        {
            Clock = clock;
            Part = new VirtualMlx90640(clock, Scene, options);
            Bus.Attach(Mlx90640Driver.Address, Part);
            Port = new TappedI2cBus(Bus.Open(Mlx90640Driver.Address));
            Driver = new Mlx90640Driver(Port);
        }

        public VirtualClock Clock { get; }

        public HeatScene Scene { get; } = new HeatScene();

        public VirtualI2cBus Bus { get; } = new VirtualI2cBus();

        public TappedI2cBus Port { get; }

        public VirtualMlx90640 Part { get; }

        public Mlx90640Driver Driver { get; }

        public float[] Celsius { get; } = new float[Mlx90640Driver.PixelCount];

        public static IVirtualPart Sweep(VirtualClock clock, bool quiet, out ReadChannel read)
        {
            var rig = new Mlx90640Rig(quiet ? Quiet : new VirtualMlx90640Options(), clock);
            Assert.Equal(Mlx90640StatusCode.Ok, rig.Driver.Configure(8000, true));
            read = (channel, destination) =>
            {
                rig.Picture();
                float[] values = channel switch
                {
                    0 => rig.Celsius,
                    1 => new[] { rig.Driver.AmbientCelsius },
                    _ => new[] { rig.Driver.SupplyVolts }
                };
                Array.Copy(values, destination, values.Length);
                return values.Length;
            };
            return rig.Part;
        }

        public void Configure(int milliHz = Mlx90640Driver.DefaultMilliHz, bool chess = true) =>
            Assert.Equal(Mlx90640StatusCode.Ok, Driver.Configure(milliHz, chess));

        public int Read(out Mlx90640StatusCode status) => Driver.ReadSubpage(Celsius, out status);

        /// <summary>A subpage that has just been measured.</summary>
        public void Subpage(int periodMs = 500)
        {
            Clock.Advance(periodMs);
            int count = Read(out Mlx90640StatusCode status);
            Assert.Equal((Mlx90640Driver.SubpagePixels, Mlx90640StatusCode.Ok), (count, status));
        }

        /// <summary>Both subpages, whatever came before.</summary>
        public void Picture()
        {
            Subpage();
            int first = Driver.Subpage;
            for (int i = 0; i < 20 && Driver.Subpage == first; i++)
            {
                Clock.Advance(32);
                Read(out _);
            }

            Assert.NotEqual(first, Driver.Subpage);
        }

        /// <summary>The words the part holds, read over the bus.</summary>
        public ushort[] Dump(int address, int words)
        {
            var bytes = new byte[words * 2];
            byte[] command = { (byte)(address >> 8), (byte)address };
            II2cBus port = Bus.Open(Mlx90640Driver.Address);
            Assert.Equal(BusStatusCode.Ok, port.WriteRead(command, 0, 2, bytes, 0, bytes.Length));
            var result = new ushort[words];
            for (int i = 0; i < words; i++)
            {
                result[i] = (ushort)((bytes[2 * i] << 8) | bytes[(2 * i) + 1]);
            }

            return result;
        }
    }
}
