namespace Stethos.Drivers.Adxl345
{
    /// <summary>Registers the driver uses (data sheet rev. E, table 19). The offset registers are left alone.</summary>
    public enum Adxl345Register
    {
        /// <summary>Always 0xE5.</summary>
        DeviceId = 0x00,

        /// <summary>Low power bit and output data rate.</summary>
        BandwidthRate = 0x2C,

        /// <summary>Standby or measuring.</summary>
        PowerControl = 0x2D,

        /// <summary>Which events drive a pin.</summary>
        InterruptEnable = 0x2E,

        /// <summary>Data ready, watermark, overrun.</summary>
        InterruptSource = 0x30,

        /// <summary>Self test, resolution, range.</summary>
        DataFormat = 0x31,

        /// <summary>First of six data bytes: x, y, z, low byte first.</summary>
        DataX0 = 0x32,

        /// <summary>FIFO mode and watermark.</summary>
        FifoControl = 0x38,

        /// <summary>Entries in the FIFO.</summary>
        FifoStatus = 0x39
    }
}
