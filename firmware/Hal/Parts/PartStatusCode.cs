namespace Stethos.Hal.Parts
{
    /// <summary>
    /// Outcomes every digital part has in common. Each part's own status begins with these numbers, so that one is cast
    /// to the other; 0 to 4 equal <see cref="BusStatusCode"/>. Frozen by a test.
    /// </summary>
    public enum PartStatusCode
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

        /// <summary>Another part answers.</summary>
        WrongDeviceId = 5,

        /// <summary>A setting the part does not have.</summary>
        InvalidSetting = 6,

        /// <summary>A register does not hold what was written.</summary>
        SettingNotKept = 7,

        /// <summary>The samples returned are good, but may not join those before.</summary>
        Overrun = 8,

        /// <summary>An axis moved too little or too much.</summary>
        SelfTestFailed = 9
    }
}
