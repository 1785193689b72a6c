using System.Collections.Generic;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Hal.Virtual.I2c
{
    /// <summary>
    /// What goes wrong on a virtual bus, by the number of the transfer (the first is 0). Deterministic; print it when a
    /// test fails. A transfer that the bus refuses still has its number.
    /// </summary>
    public sealed class I2cFaults
    {
        private readonly HashSet<long> _nacks = new HashSet<long>();
        private readonly Dictionary<long, int> _partials = new Dictionary<long, int>();
        private long _stuckFrom = long.MaxValue;
        private long _stuckUntil = long.MaxValue;

        /// <summary>Share of transfers (0 to 1) whose address nobody acknowledges.</summary>
        public double NackShare { get; set; }

        /// <summary>Seed of <see cref="NackShare"/>.</summary>
        public ulong Seed { get; set; } = 1;

        /// <summary>Nobody acknowledges the address of transfer <paramref name="transfer"/>.</summary>
        public I2cFaults NackAt(long transfer)
        {
            _nacks.Add(transfer);
            return this;
        }

        /// <summary>
        /// Transfer <paramref name="transfer"/> ends after <paramref name="bytes"/> bytes, written ones counted first.
        /// </summary>
        public I2cFaults PartialAt(long transfer, int bytes)
        {
            _partials[transfer] = bytes;
            return this;
        }

        /// <summary>
        /// A line is held low from transfer <paramref name="from"/> until before <paramref name="until"/>: all time out
        /// and no part sees anything.
        /// </summary>
        public I2cFaults StuckBetween(long from, long until)
        {
            _stuckFrom = from;
            _stuckUntil = until;
            return this;
        }

        /// <summary>All faults gone.</summary>
        public void Clear()
        {
            _nacks.Clear();
            _partials.Clear();
            _stuckFrom = long.MaxValue;
            _stuckUntil = long.MaxValue;
            NackShare = 0;
        }

        /// <inheritdoc/>
        public override string ToString() =>
            $"NACK at [{string.Join(", ", _nacks)}], partial at [{string.Join(", ", _partials)}], "
            + $"stuck {_stuckFrom} to {_stuckUntil}, NACK share {NackShare} (seed {Seed})";

        /// <summary>What happens to a transfer; <paramref name="bytes"/> is how far it gets.</summary>
        internal BusStatusCode At(long transfer, out int bytes)
        {
            bytes = 0;
            if (transfer >= _stuckFrom && transfer < _stuckUntil)
            {
                return BusStatusCode.Timeout;
            }

            if (_nacks.Contains(transfer) || GaussianNoise.Mix(Seed, (ulong)transfer) < NackShare * ulong.MaxValue)
            {
                return BusStatusCode.AddressNotAcknowledged;
            }

            if (_partials.TryGetValue(transfer, out bytes))
            {
                return BusStatusCode.PartialTransfer;
            }

            bytes = int.MaxValue;
            return BusStatusCode.Ok;
        }
    }
}
