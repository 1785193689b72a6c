namespace Stethos.Hal.Virtual.Spi
{
    /// <summary>
    /// What goes wrong on a virtual SPI bus, by the number of the transfer (the first is 0). Deterministic; print it when a
    /// test fails. A transfer that the controller refuses still has its number.
    /// </summary>
    public sealed class SpiFaults
    {
        private readonly TransferFaults _faults = new TransferFaults(BusStatusCode.BusFault);
        private long _mutedFrom = long.MaxValue;
        private long _mutedUntil = long.MaxValue;
        private byte _mutedLevel;

        /// <summary>The controller refuses transfer <paramref name="transfer"/>: no part sees anything.</summary>
        public SpiFaults FailAt(long transfer)
        {
            _faults.RefuseAt(transfer);
            return this;
        }

        /// <summary>Transfer <paramref name="transfer"/> ends after <paramref name="bytes"/> bytes.</summary>
        public SpiFaults PartialAt(long transfer, int bytes)
        {
            _faults.PartialAt(transfer, bytes);
            return this;
        }

        /// <summary>
        /// The controller hangs from transfer <paramref name="from"/> until before <paramref name="until"/>: all time out and
        /// no part sees anything.
        /// </summary>
        public SpiFaults StuckBetween(long from, long until)
        {
            _faults.StuckBetween(from, until);
            return this;
        }

        /// <summary>
        /// The line from the part is held at ones or zeros from transfer <paramref name="from"/> until before
        /// <paramref name="until"/>; the controller notices nothing and parts see what is sent.
        /// </summary>
        public SpiFaults MutedBetween(long from, long until, bool high)
        {
            _mutedFrom = from;
            _mutedUntil = until;
            _mutedLevel = high ? (byte)0xFF : (byte)0x00;
            return this;
        }

        /// <summary>All faults gone.</summary>
        public void Clear()
        {
            _faults.Clear();
            MutedBetween(long.MaxValue, long.MaxValue, high: false);
        }

        /// <inheritdoc/>
        public override string ToString() => $"{_faults}, muted {_mutedFrom} to {_mutedUntil} at {_mutedLevel:X2}";

        /// <summary>What happens to a transfer; <paramref name="bytes"/> is how far it gets.</summary>
        internal BusStatusCode At(long transfer, out int bytes) => _faults.At(transfer, out bytes);

        /// <summary>True when what the part says does not arrive, but <paramref name="level"/> does.</summary>
        internal bool IsMuted(long transfer, out byte level)
        {
            level = _mutedLevel;
            return transfer >= _mutedFrom && transfer < _mutedUntil;
        }
    }
}
