namespace Stethos.Drivers.Kx134
{
    /// <summary>
    /// Registers the driver uses (KX134-1211 technical reference manual, "Register map"). The engines for taps, tilt,
    /// wake-up and the advanced data path are left off.
    /// </summary>
    public enum Kx134Register
    {
        /// <summary>Always 0x46.</summary>
        WhoAmI = 0x13,

        /// <summary>Standby or measuring, performance, range.</summary>
        Control1 = 0x1B,

        /// <summary>Filter and output data rate.</summary>
        OutputDataControl = 0x21,

        /// <summary>0xCA switches the self test on, 0 off; cannot be read.</summary>
        SelfTest = 0x5D,

        /// <summary>Buffer on, resolution, mode.</summary>
        BufferControl2 = 0x5F,

        /// <summary>Bytes in the buffer: low byte, then two bits in the next register.</summary>
        BufferStatus1 = 0x60,

        /// <summary>Any value written empties the buffer.</summary>
        BufferClear = 0x62,

        /// <summary>Door of the buffer: does not count on in a multi-byte read.</summary>
        BufferRead = 0x63
    }
}
