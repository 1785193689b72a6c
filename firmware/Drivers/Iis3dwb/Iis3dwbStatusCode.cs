namespace Stethos.Drivers.Iis3dwb
{
    /// <summary>
    /// Outcome of a call. 0 to 9 equal <c>PartStatusCode</c> (8 cannot happen: a snapshot has no gap); published in counters
    /// and frozen by a test.
    /// </summary>
    public enum Iis3dwbStatusCode
    {
        /// <summary>Done.</summary>
        Ok = 0,

        /// <summary>A transfer ended early.</summary>
        PartialTransfer = 2,

        /// <summary>The bus is stuck.</summary>
        Timeout = 3,

        /// <summary>Any other bus fault.</summary>
        BusFault = 4,

        /// <summary>Another part answers, or none: SPI cannot tell.</summary>
        WrongDeviceId = 5,

        /// <summary>A range the part does not have.</summary>
        InvalidSetting = 6,

        /// <summary>A register does not hold what was written.</summary>
        SettingNotKept = 7,

        /// <summary>An axis moved too little or too much.</summary>
        SelfTestFailed = 9,

        /// <summary>What arrived is no sample: a line from the part is broken, or the part forgot its settings.</summary>
        CorruptData = 10
    }
}
