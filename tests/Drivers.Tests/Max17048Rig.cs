using Stethos.Drivers.Max17048;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Parts;

namespace Stethos.Drivers.Tests
{
    /// <summary>A MAX17048 on its bus, with the driver on top.</summary>
    internal sealed class Max17048Rig
    {
        public Max17048Rig(VirtualMax17048Options options)
            : this(options, new VirtualClock())
        {
        }

        public Max17048Rig(VirtualMax17048Options options, VirtualClock clock)
        {
            Clock = clock;
            Part = new VirtualMax17048(clock, options);
            Bus.Attach(Max17048Driver.Address, Part);
            Port = new TappedI2cBus(Bus.Open(Max17048Driver.Address));
            Driver = new Max17048Driver(Port);
        }

        public VirtualClock Clock { get; }

        public VirtualI2cBus Bus { get; } = new VirtualI2cBus();

        public TappedI2cBus Port { get; }

        public VirtualMax17048 Part { get; }

        public Max17048Driver Driver { get; }

        public static IVirtualPart Sweep(VirtualClock clock, out ReadChannel read)
        {
            var rig = new Max17048Rig(new VirtualMax17048Options(), clock);
            rig.Configure();
            read = (channel, destination) =>
            {
                Assert.Equal(Max17048StatusCode.Ok, rig.Driver.Read());
                destination[0] = channel switch
                {
                    0 => rig.Driver.Volts,
                    1 => rig.Driver.Percent,
                    _ => rig.Driver.PercentPerHour
                };
                return 1;
            };
            return rig.Part;
        }

        public void Configure() => Assert.Equal(Max17048StatusCode.Ok, Driver.Configure(Max17048Driver.DefaultAlertPercent));
    }
}
