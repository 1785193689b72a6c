namespace Stethos.Drivers.Mlx90640
{
    /// <summary>
    /// Outcome of a call. 0 to 8 equal <c>PartStatusCode</c>; published in counters and frozen by a test.
    /// </summary>
    public enum Mlx90640StatusCode
    {
        /// <summary>Done.</summary>
        Ok = 0,

        /// <summary>Nobody answers at the address.</summary>
        AddressNotAcknowledged = 1,

        /// <summary>A transfer ended early.</summary>
        PartialTransfer = 2,

        /// <summary>The bus is stuck.</summary>
        Timeout = 3,

        /// <summary>Any other bus fault.</summary>
        BusFault = 4,

        /// <summary>The calibration is not that of an MLX90640.</summary>
        WrongDeviceId = 5,

        /// <summary>A refresh rate the part does not have.</summary>
        InvalidSetting = 6,

        /// <summary>A register does not hold what was written: the part restarted. Configure again.</summary>
        SettingNotKept = 7,

        /// <summary>The part wrote new data while the old was read: the subpage is thrown away.</summary>
        Overrun = 8,

        /// <summary>What arrived is no measurement (0x7FFF, a gain of zero), or more than four pixels are bad.</summary>
        CorruptData = 10
    }
}
