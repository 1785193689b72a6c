namespace Stethos.Drivers.Max17048
{
    /// <summary>Outcome of a call. 0 to 7 equal <c>PartStatusCode</c>; published in counters and frozen by a test.</summary>
    public enum Max17048StatusCode
    {
        /// <summary>Done.</summary>
        Ok = 0,

        /// <summary>Nobody answers: without a cell the gauge has no supply.</summary>
        AddressNotAcknowledged = 1,

        /// <summary>A transfer ended early.</summary>
        PartialTransfer = 2,

        /// <summary>The bus is stuck.</summary>
        Timeout = 3,

        /// <summary>Any other bus fault.</summary>
        BusFault = 4,

        /// <summary>Another part answers.</summary>
        WrongDeviceId = 5,

        /// <summary>A threshold the part does not have.</summary>
        InvalidSetting = 6,

        /// <summary>A register does not hold what was written, or the gauge restarted. Configure again.</summary>
        SettingNotKept = 7,

        /// <summary>A voltage no lithium cell has.</summary>
        CorruptData = 10
    }
}
