namespace Stethos.Drivers.ArduCam
{
    /// <summary>
    /// Register values as pairs (register, value), from the data sheet's register tables: the sensor gives 800 × 600, the
    /// signal processor halves it and zooms. Exposure, gain and white balance stay automatic, as after reset.
    /// </summary>
    internal static class Ov2640Settings
    {
        public const int ProcessorBank = 0;
        public const int SensorBank = 1;
        public const int ResetAll = 0x80;

        /// <summary>Windows of the 800 × 600 mode, data sheet tables 13 ("SVGA").</summary>
        private static readonly byte[] Sensor =
        {
            (byte)Ov2640Register.Bank, SensorBank,
            (byte)Ov2640Register.SensorClock, 0x00,
            (byte)Ov2640Register.SensorControl7, 0x40,
            (byte)Ov2640Register.SensorLeft, 0x11,
            (byte)Ov2640Register.SensorRight, 0x43,
            (byte)Ov2640Register.SensorTop, 0x00,
            (byte)Ov2640Register.SensorBottom, 0x4B,
            (byte)Ov2640Register.SensorWindowLow, 0x09
        };

        private static readonly byte[] Luma =
        {
            (byte)Ov2640Register.Bank, ProcessorBank,
            (byte)Ov2640Register.Reset, 0x04,
            (byte)Ov2640Register.SensorWidth, 800 / 8,
            (byte)Ov2640Register.SensorHeight, 600 / 8,
            (byte)Ov2640Register.SizeLow, 0x00,
            (byte)Ov2640Register.Modules0, 0x0E,
            (byte)Ov2640Register.Modules2, 0x3D,
            (byte)Ov2640Register.Dividers, 0x89,
            (byte)Ov2640Register.Width, 800 / 4,
            (byte)Ov2640Register.Height, 600 / 4,
            (byte)Ov2640Register.OffsetX, 0x00,
            (byte)Ov2640Register.OffsetY, 0x00,
            (byte)Ov2640Register.SizeHigh, 0x00,
            (byte)Ov2640Register.WidthHigh, 0x00,
            (byte)Ov2640Register.OutputWidth, ArduCamDriver.LumaWidth / 4,
            (byte)Ov2640Register.OutputHeight, ArduCamDriver.LumaHeight / 4,
            (byte)Ov2640Register.OutputHigh, 0x00,
            (byte)Ov2640Register.OutputClock, 0x08,
            (byte)Ov2640Register.ImageMode, 0x00,
            (byte)Ov2640Register.Reset, 0x00,
            (byte)Ov2640Register.Bypass, 0x00
        };

        private static readonly byte[] Jpeg =
        {
            (byte)Ov2640Register.Bank, ProcessorBank,
            (byte)Ov2640Register.Reset, 0x14,
            (byte)Ov2640Register.SensorWidth, 800 / 8,
            (byte)Ov2640Register.SensorHeight, 600 / 8,
            (byte)Ov2640Register.SizeLow, 0x00,
            (byte)Ov2640Register.Modules0, 0x0E,
            (byte)Ov2640Register.Modules2, 0x3D,
            (byte)Ov2640Register.Dividers, 0x89,
            (byte)Ov2640Register.Width, 800 / 4,
            (byte)Ov2640Register.Height, 600 / 4,
            (byte)Ov2640Register.OffsetX, 0x00,
            (byte)Ov2640Register.OffsetY, 0x00,
            (byte)Ov2640Register.SizeHigh, 0x00,
            (byte)Ov2640Register.WidthHigh, 0x00,
            (byte)Ov2640Register.OutputWidth, ArduCamDriver.JpegWidth / 4,
            (byte)Ov2640Register.OutputHeight, ArduCamDriver.JpegHeight / 4,
            (byte)Ov2640Register.OutputHigh, 0x00,
            (byte)Ov2640Register.OutputClock, 0x08,
            (byte)Ov2640Register.JpegQuantisation, 0x0C,
            (byte)Ov2640Register.ImageMode, 0x12,
            (byte)Ov2640Register.Reset, 0x00,
            (byte)Ov2640Register.Bypass, 0x00
        };

        public static byte[] OfSensor
        {
            get { return Sensor; }
        }

        public static byte[] OfProcessor(ArduCamFormat format)
        {
            return format == ArduCamFormat.Jpeg ? Jpeg : Luma;
        }
    }
}
