namespace Stethos.Drivers.ArduCam
{
    /// <summary>What the camera puts into its FIFO.</summary>
    public enum ArduCamFormat
    {
        /// <summary>160 × 120 pixels as YUYV, 38,400 bytes: every other byte is luma, so nothing need be decoded.</summary>
        Luma = 0,

        /// <summary>One JPEG picture of 320 × 240 pixels, usually 6 to 12 kB.</summary>
        Jpeg = 1
    }
}
