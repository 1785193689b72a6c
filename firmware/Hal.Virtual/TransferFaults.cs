using System.Collections.Generic;

namespace Stethos.Hal.Virtual
{
    /// <summary>What goes wrong on a bus, by the number of the transfer; the buses give it their own words.</summary>
    internal sealed class TransferFaults
    {
        private readonly HashSet<long> _refused = new HashSet<long>();
        private readonly Dictionary<long, int> _partials = new Dictionary<long, int>();
        private readonly BusStatusCode _refusal;
        private long _stuckFrom = long.MaxValue;
        private long _stuckUntil = long.MaxValue;

        /// <summary><paramref name="refusal"/>: what a refused transfer is told.</summary>
        public TransferFaults(BusStatusCode refusal)
        {
            _refusal = refusal;
        }

        public void RefuseAt(long transfer) => _refused.Add(transfer);

        public void PartialAt(long transfer, int bytes) => _partials[transfer] = bytes;

        public void StuckBetween(long from, long until)
        {
            _stuckFrom = from;
            _stuckUntil = until;
        }

        public void Clear()
        {
            _refused.Clear();
            _partials.Clear();
            StuckBetween(long.MaxValue, long.MaxValue);
        }

        public override string ToString() =>
            $"refused at [{string.Join(", ", _refused)}], partial at [{string.Join(", ", _partials)}], "
            + $"stuck {_stuckFrom} to {_stuckUntil}";

        /// <summary>What happens to a transfer; <paramref name="bytes"/> is how far it gets.</summary>
        public BusStatusCode At(long transfer, out int bytes)
        {
            bytes = 0;
            if (transfer >= _stuckFrom && transfer < _stuckUntil)
            {
                return BusStatusCode.Timeout;
            }

            if (_refused.Contains(transfer))
            {
                return _refusal;
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
