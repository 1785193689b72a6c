using Stethos.Drivers.ArduCam;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>The two parts of an ArduCAM-Mini, with the driver on top.</summary>
    public sealed class CameraParts
    {
        public CameraParts(TurnedClock clock)
        {
            Sensor.Registers[0x0A] = ArduCamDriver.ProductId >> 8;
            Sensor.Registers[0x0B] = ArduCamDriver.ProductId & 0xFF;
            Driver = new ArduCamDriver(Chip, Sensor, clock);
        }

        /// <summary>The FIFO chip: bit 7 writes.</summary>
        public SpiPart Chip { get; } = new SpiPart(false);

        /// <summary>The image sensor.</summary>
        public RegisterPart Sensor { get; } = new RegisterPart();

        public ArduCamDriver Driver { get; }

        /// <summary>A picture is in the FIFO.</summary>
        public void Show(byte[] content)
        {
            Chip.GiveBytes(0x3C, content);
            Chip.Registers[0x41] = 0x08;
            Chip.Registers[0x42] = (byte)content.Length;
            Chip.Registers[0x43] = (byte)(content.Length >> 8);
            Chip.Registers[0x44] = (byte)(content.Length >> 16);
        }
    }
}
