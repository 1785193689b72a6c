using Stethos.Hal;

namespace Stethos.Update.Trust
{
    /// <summary>
    /// Takes a key set over from its bundle: judges it against the one in use, signature by signature in small steps, and keeps
    /// it. A node that restarts in between begins anew; the one in use stays until the new one is on flash and read back.
    /// </summary>
    public sealed class KeySetIntake
    {
        private readonly KeySetBundle _bundle = new KeySetBundle();
        private readonly KeySetRotation _rotation;
        private readonly KeySetStore _store;
        private byte[] _buffer;
        private int _signature;
        private bool _isUnderWay;

        /// <param name="current">The key set in use.</param>
        /// <param name="store">Where it was loaded from.</param>
        public KeySetIntake(KeySet current, KeySetStore store)
        {
            _rotation = new KeySetRotation(current);
            _store = store;
            _buffer = current.Bytes;
        }

        /// <summary>The key set that was taken; use it when <see cref="Reason"/> is None.</summary>
        public KeySet Taken
        {
            get { return _rotation.Next; }
        }

        /// <summary>The verdict, once <see cref="Step"/> returned false.</summary>
        public UpdateReasonCode Reason { get; private set; }

        /// <summary>Begins with a bundle of untrusted bytes, which must stay where they are; false when the verdict is there.</summary>
        public bool Begin(byte[] buffer, int offset, int count)
        {
            _buffer = buffer;
            _signature = -1;
            _isUnderWay = false;
            Reason = _bundle.Read(buffer, offset, count);
            if (Reason == UpdateReasonCode.None)
            {
                Reason = _rotation.Begin(buffer, _bundle.KeySetAt, _bundle.KeySetLength);
            }

            return Reason == UpdateReasonCode.None && NextSignature();
        }

        /// <summary>A small part of the work; false when the verdict is there.</summary>
        public bool Step()
        {
            if (!_isUnderWay)
            {
                return false;
            }

            return _rotation.StepOffer() || NextSignature();
        }

        // A wrong signature ends it: nobody who means well sends one.
        private bool NextSignature()
        {
            _isUnderWay = false;
            while (Reason == UpdateReasonCode.None && !_isUnderWay)
            {
                Reason = _signature < 0 ? UpdateReasonCode.None : _rotation.Offered;
                _signature++;
                if (Reason == UpdateReasonCode.None && _signature == _bundle.Count)
                {
                    Finish();
                    return false;
                }

                _isUnderWay = Reason == UpdateReasonCode.None && _rotation.BeginOffer(
                    _buffer, _bundle.KeyIdAt(_signature), _buffer, _bundle.SignatureAt(_signature),
                    _bundle.SignatureLength(_signature));
            }

            return _isUnderWay;
        }

        private void Finish()
        {
            Reason = _rotation.Finish();
            if (Reason == UpdateReasonCode.None && _store.Save(_rotation.Next) != FileStatusCode.Ok)
            {
                Reason = UpdateReasonCode.StoreFault;
            }
        }
    }
}
