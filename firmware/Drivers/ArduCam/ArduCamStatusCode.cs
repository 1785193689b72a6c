namespace Stethos.Drivers.ArduCam
{
    /// <summary>
    /// Outcome of a call. 0 to 7 equal <c>PartStatusCode</c> (8 and 9 cannot happen); published in counters and frozen by a
    /// test. 1 can only come from the sensor's side (SCCB), because SPI has no acknowledgement.
    /// </summary>
    public enum ArduCamStatusCode
    {
        /// <summary>Done.</summary>
        Ok = 0,

        /// <summary>The image sensor does not answer.</summary>
        AddressNotAcknowledged = 1,

        /// <summary>A transfer ended early.</summary>
        PartialTransfer = 2,

        /// <summary>A bus is stuck.</summary>
        Timeout = 3,

        /// <summary>Any other bus fault.</summary>
        BusFault = 4,

        /// <summary>No FIFO chip answers, or the sensor is not an OV2640.</summary>
        WrongDeviceId = 5,

        /// <summary>A register does not hold what was written.</summary>
        SettingNotKept = 7,

        /// <summary>What arrived is no picture: wrong size, no start or end of a JPEG, or a line held at one level.</summary>
        CorruptData = 10,

        /// <summary>There is no finished picture to read from: start a capture and wait until it is done.</summary>
        NoPicture = 11
    }
}
