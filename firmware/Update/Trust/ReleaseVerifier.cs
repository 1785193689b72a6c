using Stethos.Crypto.Lms;
using Stethos.Update.Manifests;

namespace Stethos.Update.Trust
{
    /// <summary>
    /// Judges a manifest bundle: form, <see cref="ReleaseRules"/>, the role of the key that is named, and last the signature,
    /// which takes an interpreted node seconds. <see cref="Begin"/>, then <see cref="Step"/> while it returns true; the
    /// buffer must stay as it is meanwhile. Verified once per manifest; later the node goes by the manifest's digest.
    /// </summary>
    public sealed class ReleaseVerifier
    {
        private readonly LmsVerifier _lms = new LmsVerifier();
        private readonly ManifestReader _reader = new ManifestReader();
        private readonly KeySet _keys;
        private bool _isUnderWay;

        public ReleaseVerifier(KeySet keys)
        {
            _keys = keys;
            Bundle = new ManifestBundle();
            Manifest = new Manifest();
            Reason = UpdateReasonCode.BundleMalformed;
        }

        /// <summary>Where the parts are in the bundle that was judged.</summary>
        public ManifestBundle Bundle { get; }

        /// <summary>The manifest that was judged; to be trusted only when the verdict is None.</summary>
        public Manifest Manifest { get; }

        /// <summary>The verdict, once <see cref="Step"/> returned false; None = the owner signed it, for this node.</summary>
        public UpdateReasonCode Reason { get; private set; }

        /// <summary>Hashes that the signature cost.</summary>
        public int HashCalls
        {
            get { return _lms.HashCalls; }
        }

        /// <summary>SHA-256 blocks in them.</summary>
        public int Blocks
        {
            get { return _lms.Blocks; }
        }

        /// <summary>Judges a bundle from untrusted bytes in one go.</summary>
        public UpdateReasonCode Verify(byte[] buffer, int offset, int count, NodeFacts facts)
        {
            bool isUnderWay = Begin(buffer, offset, count, facts);
            while (isUnderWay)
            {
                isUnderWay = Step();
            }

            return Reason;
        }

        /// <summary>Everything that takes no time; false when the verdict is there.</summary>
        public bool Begin(byte[] buffer, int offset, int count, NodeFacts facts)
        {
            _isUnderWay = false;
            Reason = Bundle.Read(buffer, offset, count);
            if (Reason == UpdateReasonCode.None)
            {
                Reason = _reader.Read(buffer, Bundle.ManifestAt, Bundle.ManifestLength, Manifest);
            }

            if (Reason == UpdateReasonCode.None)
            {
                Reason = HasLists() ? ReleaseRules.Check(Manifest, _keys, facts) : UpdateReasonCode.BundleMalformed;
            }

            return Reason == UpdateReasonCode.None && BeginSignature(buffer);
        }

        /// <summary>A small part of the signature's work; false when the verdict is there.</summary>
        public bool Step()
        {
            if (!_isUnderWay)
            {
                return false;
            }

            LmsResultCode result = _lms.Step();
            _isUnderWay = result == LmsResultCode.Pending;
            if (!_isUnderWay)
            {
                Reason = result == LmsResultCode.Ok ? UpdateReasonCode.None : UpdateReasonCode.SignatureWrong;
            }

            return _isUnderWay;
        }

        private bool BeginSignature(byte[] buffer)
        {
            int place = _keys.Find(buffer, Bundle.KeyIdAt);
            if (place < 0)
            {
                Reason = UpdateReasonCode.KeyUnknown;
                return false;
            }

            if (!MaySign(_keys.Role(place)))
            {
                Reason = UpdateReasonCode.RoleMismatch;
                return false;
            }

            LmsResultCode result = _lms.Begin(
                _keys.Bytes, _keys.KeyAt(place), _keys.KeyLength(place), buffer, Bundle.ManifestAt, Bundle.ManifestLength,
                buffer, Bundle.SignatureAt, Bundle.SignatureLength);
            _isUnderWay = result == LmsResultCode.Pending;

            // Until the last step says otherwise.
            Reason = _isUnderWay ? UpdateReasonCode.SignatureWrong : UpdateReasonCode.SignatureMalformed;
            return _isUnderWay;
        }

        private bool MaySign(KeyRoleCode role)
        {
            return role == KeyRoleCode.ReleaseApplication
                || (role == KeyRoleCode.ReleaseModel && Manifest.Find(ComponentCode.Application) == null);
        }

        private bool HasLists()
        {
            bool isRight = Bundle.ListCount == Manifest.ComponentCount;
            for (int i = 0; i < Bundle.ListCount && isRight; i++)
            {
                isRight = Bundle.ListComponent(i) == Manifest.Components[i].Id;
            }

            return isRight;
        }
    }
}
