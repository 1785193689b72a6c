namespace Stethos.Drivers.Kx134
{
    /// <summary>Outcome of a call. 0 to 9 equal <c>PartStatusCode</c>; published in counters and frozen by a test.</summary>
    public enum Kx134StatusCode
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

        /// <summary>Another part answers at the address.</summary>
        WrongDeviceId = 5,

        /// <summary>A rate, range or watermark the part does not have.</summary>
        InvalidSetting = 6,

        /// <summary>A register does not hold what was written.</summary>
        SettingNotKept = 7,

        /// <summary>
        /// The FIFO was full, or the read before broke off: the samples returned are good, but may not join those before.
        /// </summary>
        Overrun = 8,

        /// <summary>An axis moved too little or too much.</summary>
        SelfTestFailed = 9
    }
}
