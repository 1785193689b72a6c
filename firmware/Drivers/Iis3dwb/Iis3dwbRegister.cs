namespace Stethos.Drivers.Iis3dwb
{
    /// <summary>Registers the driver uses (ST data sheet IIS3DWB, "Register mapping"). Filters are left at full band.</summary>
    public enum Iis3dwbRegister
    {
        /// <summary>Data rate at which samples go into the FIFO.</summary>
        FifoControl3 = 0x09,

        /// <summary>FIFO mode; temperature and time stamps in the FIFO.</summary>
        FifoControl4 = 0x0A,

        /// <summary>Always 0x7B.</summary>
        WhoAmI = 0x0F,

        /// <summary>Measuring, range, second filter.</summary>
        Control1 = 0x10,

        /// <summary>Register numbers that count on, block data update.</summary>
        Control3 = 0x12,

        /// <summary>Self test.</summary>
        Control5 = 0x14,

        /// <summary>Words in the FIFO: low byte, then two bits in the next register.</summary>
        FifoStatus1 = 0x3A,

        /// <summary>First of the seven bytes of a word: its tag. After the seventh the next word's tag follows.</summary>
        FifoDataOutTag = 0x78
    }
}
