using Stethos.Hal.Virtual.Signals;

namespace Stethos.Hal.Virtual.I2c
{
    /// <summary>
    /// What goes wrong on a virtual bus, by the number of the transfer (the first is 0). Deterministic; print it when a
    /// test fails. A transfer that the bus refuses still has its number.
    /// </summary>
    public sealed class I2cFaults
    {
        private readonly TransferFaults _faults = new TransferFaults(BusStatusCode.AddressNotAcknowledged);

        /// <summary>Share of transfers (0 to 1) whose address nobody acknowledges.</summary>
        public double NackShare { get; set; }

        /// <summary>Seed of <see cref="NackShare"/>.</summary>
        public ulong Seed { get; set; } = 1;

        /// <summary>Nobody acknowledges the address of transfer <paramref name="transfer"/>.</summary>
        public I2cFaults NackAt(long transfer)
        {
            _faults.RefuseAt(transfer);
            return this;
        }

        /// <summary>
        /// Transfer <paramref name="transfer"/> ends after <paramref name="bytes"/> bytes, written ones counted first.
        /// </summary>
        public I2cFaults PartialAt(long transfer, int bytes)
        {
            _faults.PartialAt(transfer, bytes);
            return this;
        }

        /// <summary>
        /// A line is held low from transfer <paramref name="from"/> until before <paramref name="until"/>: all time out
        /// and no part sees anything.
        /// </summary>
        public I2cFaults StuckBetween(long from, long until)
        {
            _faults.StuckBetween(from, until);
            return this;
        }

        /// <summary>All faults gone.</summary>
        public void Clear()
        {
            _faults.Clear();
            NackShare = 0;
        }

        /// <inheritdoc/>
        public override string ToString() => $"{_faults}, NACK share {NackShare} (seed {Seed})";

        /// <summary>What happens to a transfer; <paramref name="bytes"/> is how far it gets.</summary>
        internal BusStatusCode At(long transfer, out int bytes)
        {
            BusStatusCode status = _faults.At(transfer, out bytes);
            bool wouldRun = status is BusStatusCode.Ok or BusStatusCode.PartialTransfer;
            if (wouldRun && GaussianNoise.Mix(Seed, (ulong)transfer) < NackShare * ulong.MaxValue)
            {
                bytes = 0;
                return BusStatusCode.AddressNotAcknowledged;
            }

            return status;
        }
    }
}
