using Stethos.Crypto.Lms;

namespace Stethos.Update.Trust
{
    /// <summary>
    /// Whether a key set may take the place of another: its version is the next one, its owner the same, and enough root keys
    /// of both sets signed it. Signatures come one at a time, so that no more than one has to be in memory.
    /// </summary>
    public sealed class KeySetRotation
    {
        private const int None = -1;

        private readonly LmsVerifier _verifier = new LmsVerifier();
        private readonly KeySet _current;
        private readonly KeySet _next = new KeySet();
        private int _ofCurrent;
        private int _ofNext;
        private byte[] _signature;
        private int _signatureAt;
        private int _signatureCount;
        private int _old;
        private int _young;
        private int _place;
        private bool _isOld;
        private bool _isOpen;

        public KeySetRotation(KeySet current)
        {
            _current = current;
            _signature = current.Bytes;
        }

        /// <summary>What became of the signature that was offered last; None = a root key's.</summary>
        public UpdateReasonCode Offered { get; private set; }

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

        /// <summary>Verifies one signature in one go; a key counts once in each set, however often it is offered.</summary>
        public UpdateReasonCode Offer(byte[] keyId, int keyIdAt, byte[] signature, int at, int count)
        {
            bool isUnderWay = BeginOffer(keyId, keyIdAt, signature, at, count);
            while (isUnderWay)
            {
                isUnderWay = StepOffer();
            }

            return Offered;
        }

        /// <summary>Begins with one signature, which must stay where it is; false when <see cref="Offered"/> says already.</summary>
        public bool BeginOffer(byte[] keyId, int keyIdAt, byte[] signature, int at, int count)
        {
            _signature = signature;
            _signatureAt = at;
            _signatureCount = count;
            _old = _isOpen ? RootOf(_current, keyId, keyIdAt) : None;
            _young = _isOpen ? RootOf(_next, keyId, keyIdAt) : None;
            Offered = !_isOpen ? UpdateReasonCode.KeySetOrder
                : _old == None && _young == None ? UpdateReasonCode.KeyUnknown
                : UpdateReasonCode.SignatureWrong;
            return Offered == UpdateReasonCode.SignatureWrong && BeginNext();
        }

        /// <summary>A small part of the work; false when <see cref="Offered"/> says how it went.</summary>
        public bool StepOffer()
        {
            LmsResultCode result = _verifier.Step();
            if (result == LmsResultCode.Pending)
            {
                return true;
            }

            if (result == LmsResultCode.Ok)
            {
                Offered = UpdateReasonCode.None;
                _ofCurrent |= _isOld ? 1 << _place : 0;
                _ofNext |= _isOld ? 0 : 1 << _place;
            }

            return BeginNext();
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

        // An identifier names one key, but a set may claim it for another one: each set's own key has to verify.
        private bool BeginNext()
        {
            LmsResultCode result = LmsResultCode.SignatureMalformed;
            while ((_old != None || _young != None) && result != LmsResultCode.Pending)
            {
                _isOld = _old != None;
                _place = _isOld ? _old : _young;
                KeySet set = _isOld ? _current : _next;
                _young = _isOld ? _young : None;
                _old = None;
                result = _verifier.Begin(
                    set.Bytes, set.KeyAt(_place), set.KeyLength(_place), _next.Bytes, 0, _next.Bytes.Length,
                    _signature, _signatureAt, _signatureCount);
            }

            return result == LmsResultCode.Pending;
        }
    }
}
