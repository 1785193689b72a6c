using Stethos.Protocol;

namespace Stethos.Update.Manifests
{
    /// <summary>
    /// Walks one map of a signed document: unsigned keys, strictly ascending, those from
    /// <see cref="ManifestKey.FirstOptional"/> on skipped. A copy of it walks a map within.
    /// </summary>
    internal struct StrictMap
    {
        private const int MaxPairs = 24;
        private const int MaxKey = 65535;

        private int _left;
        private int _last;

        /// <summary>Opens the map that is next.</summary>
        public bool Open(CborReader reader)
        {
            _last = -1;
            return reader.ReadMapStart(out _left) && (_left <= MaxPairs || reader.Fail(FrameErrorCode.OutOfRange));
        }

        /// <summary>Moves to the next key that is not optional; false at the end or after a fault.</summary>
        public bool Next(CborReader reader, out int key)
        {
            key = -1;
            while (_left > 0)
            {
                _left--;
                if (!reader.ReadInt(MaxKey, out key))
                {
                    return false;
                }

                if (key <= _last)
                {
                    return reader.Fail(FrameErrorCode.KeyOrder);
                }

                _last = key;
                if (key < ManifestKey.FirstOptional)
                {
                    return true;
                }

                if (!reader.Skip())
                {
                    return false;
                }
            }

            return false;
        }
    }
}
