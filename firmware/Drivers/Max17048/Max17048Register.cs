namespace Stethos.Drivers.Max17048
{
    /// <summary>16-bit registers, high byte first (Analog Devices data sheet MAX17048/MAX17049, table 2).</summary>
    public enum Max17048Register
    {
        /// <summary>Cell voltage, 78.125 µV a count; the state of charge follows.</summary>
        Cell = 0x02,

        /// <summary>State of charge, 1/256 % a count.</summary>
        Charge = 0x04,

        /// <summary>0x001 and the revision.</summary>
        Version = 0x08,

        /// <summary>Compensation of the cell (high byte), alert bit 5, threshold (bits 4 to 0, 32 % minus it).</summary>
        Config = 0x0C,

        /// <summary>Rate of charge, 0.208 % an hour a count, signed.</summary>
        Rate = 0x16,

        /// <summary>Bit 8: restarted; bit 12: charge below the threshold.</summary>
        Status = 0x1A
    }
}
