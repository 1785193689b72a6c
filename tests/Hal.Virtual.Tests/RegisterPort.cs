using Stethos.Hal.Virtual.I2c;

namespace Stethos.Hal.Virtual.Tests
{
    /// <summary>Registers of one virtual part on an I2C bus of its own, without a driver.</summary>
    internal sealed class RegisterPort
    {
        private const int Address = 0x1D;
        private readonly II2cBus _port;

        public RegisterPort(IVirtualI2cPart part)
        {
            Bus.Attach(Address, part);
            _port = Bus.Open(Address);
        }

        public VirtualI2cBus Bus { get; } = new VirtualI2cBus();

        public void Write(int register, int value) =>
            Assert.Equal(BusStatusCode.Ok, _port.Write(new[] { (byte)register, (byte)value }, 0, 2));

        public byte Read(int register) => Read(register, 1)[0];

        public byte[] Read(int register, int count)
        {
            var values = new byte[count];
            Assert.Equal(BusStatusCode.Ok, _port.WriteRead(new[] { (byte)register }, 0, 1, values, 0, count));
            return values;
        }
    }
}
