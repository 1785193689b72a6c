namespace Stethos.Drivers.ArduCam
{
    /// <summary>Registers of the FIFO chip on the ArduCAM-Mini (hardware application note, "ArduChip register table").</summary>
    public enum ArduCamRegister
    {
        /// <summary>Holds what is written to it: tells whether somebody is there.</summary>
        Test = 0x00,

        /// <summary>Pictures of one capture, minus one.</summary>
        CaptureControl = 0x01,

        /// <summary>FIFO: clear the done flag, start a capture, reset the pointers.</summary>
        FifoControl = 0x04,

        /// <summary>Burst read: bytes of the FIFO follow until the chip select is released.</summary>
        BurstRead = 0x3C,

        /// <summary>Bit 3: the capture is done.</summary>
        Trigger = 0x41,

        /// <summary>Bytes in the FIFO: low, middle, high byte in three registers.</summary>
        FifoSize1 = 0x42,

        /// <summary>Middle byte.</summary>
        FifoSize2 = 0x43,

        /// <summary>High byte, 7 bits.</summary>
        FifoSize3 = 0x44
    }
}
