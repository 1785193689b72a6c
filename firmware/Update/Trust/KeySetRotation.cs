using Stethos.Crypto.Lms;

namespace Stethos.Update.Trust
{
    /// <summary>
    /// Whether a key set may take the place of another: its version is the next one, its owner the same, and enough root keys
    /// of both sets signed it. Signatures come one at a time, so that no more than one has to be in memory.
    /// </summary>
    public sealed class KeySetRotation
    {
        private readonly LmsVerifier _verifier = new LmsVerifier();
        private readonly KeySet _current;
        private readonly KeySet _next = new KeySet();
        private int _ofCurrent;
        private int _ofNext;
        private bool _isOpen;

        public KeySetRotation(KeySet current)
        {
            _current = current;
        }

        /// <summary>The key set to come; trusted only after <see cref="Finish"/> said so.</summary>
        public KeySet Next
        {
            get { return _next; }
        }

        /// <summary>Takes the candidate from untrusted bytes.</summary>
        public UpdateReasonCode Begin(byte[] buffer, int offset, int count)
        {
            _ofCurrent = 0;
            _ofNext = 0;
            UpdateReasonCode reason = _next.Read(buffer, offset, count);
            _isOpen = reason == UpdateReasonCode.None;
            if (!_isOpen)
            {
                return reason;
            }

            for (int i = 0; i < _next.Vendor.Length; i++)
            {
                if (_next.Vendor[i] != _current.Vendor[i])
                {
                    _isOpen = false;
                    return UpdateReasonCode.VendorMismatch;
                }
            }

            _isOpen = _next.Version == _current.Version + 1;
            return _isOpen ? UpdateReasonCode.None : UpdateReasonCode.KeySetOrder;
        }

        /// <summary>Verifies one signature; a key counts once in each set, however often it is offered.</summary>
        public UpdateReasonCode Offer(byte[] keyId, int keyIdAt, byte[] signature, int at, int count)
        {
            if (!_isOpen)
            {
                return UpdateReasonCode.KeySetOrder;
            }

            int old = RootOf(_current, keyId, keyIdAt);
            int young = RootOf(_next, keyId, keyIdAt);
            if (old < 0 && young < 0)
            {
                return UpdateReasonCode.KeyUnknown;
            }

            // An identifier names one key, but a set may claim it for another one: each set's own key has to verify.
            bool isOld = old >= 0 && IsSigned(_current, old, signature, at, count);
            bool isYoung = young >= 0 && IsSigned(_next, young, signature, at, count);
            _ofCurrent |= isOld ? 1 << old : 0;
            _ofNext |= isYoung ? 1 << young : 0;
            return isOld || isYoung ? UpdateReasonCode.None : UpdateReasonCode.SignatureWrong;
        }

        /// <summary>The verdict once all signatures were offered.</summary>
        public UpdateReasonCode Finish()
        {
            return !_isOpen ? UpdateReasonCode.KeySetOrder
                : Ones(_ofCurrent) >= _current.RootThreshold && Ones(_ofNext) >= _next.RootThreshold ? UpdateReasonCode.None
                : UpdateReasonCode.KeySetThreshold;
        }

        private static int RootOf(KeySet set, byte[] keyId, int at)
        {
            int place = set.Find(keyId, at);
            return place >= 0 && set.Role(place) == KeyRoleCode.Root ? place : -1;
        }

        private static int Ones(int bits)
        {
            int count = 0;
            for (int rest = bits; rest != 0; rest &= rest - 1)
            {
                count++;
            }

            return count;
        }

        private bool IsSigned(KeySet set, int place, byte[] signature, int at, int count)
        {
            return _verifier.Verify(
                set.Bytes, set.KeyAt(place), set.KeyLength(place), _next.Bytes, 0, _next.Bytes.Length, signature, at, count)
                == LmsResultCode.Ok;
        }
    }
}
