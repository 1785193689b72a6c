namespace Stethos.Drivers.ArduCam
{
    /// <summary>
    /// Registers of the image sensor that the driver uses (OmniVision data sheet OV2640, tables 12 and 13). There are two
    /// banks, told apart by <see cref="Bank"/>; names with "Sensor" are in bank 1, the others in bank 0 (signal processor).
    /// </summary>
    public enum Ov2640Register
    {
        /// <summary>Bypass of the signal processor: 0 uses it.</summary>
        Bypass = 0x05,

        /// <summary>Quantisation of the JPEG coder: larger is smaller and worse.</summary>
        JpegQuantisation = 0x44,

        /// <summary>Dividers before the zoom: bits 5 to 3 vertical, 2 to 0 horizontal, as powers of two.</summary>
        Dividers = 0x50,

        /// <summary>Width before the zoom, in units of 4.</summary>
        Width = 0x51,

        /// <summary>Height before the zoom, in units of 4.</summary>
        Height = 0x52,

        /// <summary>Horizontal offset.</summary>
        OffsetX = 0x53,

        /// <summary>Vertical offset.</summary>
        OffsetY = 0x54,

        /// <summary>High bits of the four before.</summary>
        SizeHigh = 0x55,

        /// <summary>One more bit of the width.</summary>
        WidthHigh = 0x57,

        /// <summary>Width after the zoom, in units of 4.</summary>
        OutputWidth = 0x5A,

        /// <summary>Height after the zoom, in units of 4.</summary>
        OutputHeight = 0x5B,

        /// <summary>High bits of the two before.</summary>
        OutputHigh = 0x5C,

        /// <summary>Which corrections run.</summary>
        Modules2 = 0x86,

        /// <summary>Low bits of the sensor's size.</summary>
        SizeLow = 0x8C,

        /// <summary>Width the sensor delivers, in units of 8.</summary>
        SensorWidth = 0xC0,

        /// <summary>Height the sensor delivers, in units of 8.</summary>
        SensorHeight = 0xC1,

        /// <summary>Which conversions run.</summary>
        Modules0 = 0xC2,

        /// <summary>Divider of the output's clock.</summary>
        OutputClock = 0xD3,

        /// <summary>Output: bit 4 JPEG, bits 3 and 2 format, bit 1 frame valid instead of line valid, bit 0 swaps bytes.</summary>
        ImageMode = 0xDA,

        /// <summary>Resets of single blocks.</summary>
        Reset = 0xE0,

        /// <summary>0: signal processor, 1: sensor.</summary>
        Bank = 0xFF,

        /// <summary>High byte of the product number.</summary>
        SensorProductHigh = 0x0A,

        /// <summary>Low byte of the product number.</summary>
        SensorProductLow = 0x0B,

        /// <summary>Clock divider.</summary>
        SensorClock = 0x11,

        /// <summary>Bit 7 resets everything, bits 6 to 4 are the resolution.</summary>
        SensorControl7 = 0x12,

        /// <summary>Start of the window, horizontally.</summary>
        SensorLeft = 0x17,

        /// <summary>End of the window, horizontally.</summary>
        SensorRight = 0x18,

        /// <summary>Start of the window, vertically.</summary>
        SensorTop = 0x19,

        /// <summary>End of the window, vertically.</summary>
        SensorBottom = 0x1A,

        /// <summary>Low bits of the window.</summary>
        SensorWindowLow = 0x32
    }
}
