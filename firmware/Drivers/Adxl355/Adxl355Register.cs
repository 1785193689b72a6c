namespace Stethos.Drivers.Adxl355
{
    /// <summary>
    /// Registers the driver uses (ADXL354/ADXL355 data sheet, "Register map"). Offsets and activity are left alone.
    /// </summary>
    public enum Adxl355Register
    {
        /// <summary>Analog Devices: always 0xAD.</summary>
        VendorId = 0x00,

        /// <summary>Always 0xED.</summary>
        PartId = 0x02,

        /// <summary>Axis values in the FIFO, 0 to 96.</summary>
        FifoEntries = 0x05,

        /// <summary>Door of the FIFO: does not count on in a multi-byte read.</summary>
        FifoData = 0x11,

        /// <summary>High-pass corner and output data rate.</summary>
        Filter = 0x28,

        /// <summary>Which events drive a pin.</summary>
        InterruptMap = 0x2A,

        /// <summary>Bus speed, interrupt polarity, range.</summary>
        Range = 0x2C,

        /// <summary>Standby or measuring.</summary>
        PowerControl = 0x2D,

        /// <summary>Self-test mode and force.</summary>
        SelfTest = 0x2E
    }
}
