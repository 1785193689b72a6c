namespace Stethos.Drivers.Mlx90640
{
    /// <summary>16-bit word addresses (Melexis data sheet 3901090640, section 10.4 to 10.6).</summary>
    public enum Mlx90640Register
    {
        /// <summary>First of 768 pixels, row by row.</summary>
        Pixels = 0x0400,

        /// <summary>First of the words that belong to no pixel: base-emitter voltage of the ambient sensor.</summary>
        Auxiliary = 0x0700,

        /// <summary>First of 832 words of calibration.</summary>
        Eeprom = 0x2400,

        /// <summary>Bits 2 to 0: subpage last measured; bit 3: new data; bit 4: new data may overwrite old.</summary>
        Status = 0x8000,

        /// <summary>Bit 12: chess pattern; bits 11, 10: resolution; bits 9 to 7: refresh rate; bit 0: subpages.</summary>
        Control = 0x800D
    }
}
