namespace Stethos.Hal
{
    /// <summary>Outcome of one bus transfer. Numbers are published in telemetry counters and frozen by a test.</summary>
    public enum BusStatusCode
    {
        /// <summary>Every byte was transferred.</summary>
        Ok = 0,

        /// <summary>Nobody acknowledged the address (I2C address NACK).</summary>
        AddressNotAcknowledged = 1,

        /// <summary>The part stopped acknowledging before the last byte.</summary>
        PartialTransfer = 2,

        /// <summary>The clock or data line was held low until the bus gave up.</summary>
        Timeout = 3,

        /// <summary>Any other bus fault the platform reports.</summary>
        BusFault = 4
    }
}
