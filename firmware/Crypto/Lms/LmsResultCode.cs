namespace Stethos.Crypto.Lms
{
    /// <summary>What became of a signature.</summary>
    public enum LmsResultCode
    {
        Ok = 0,

        /// <summary>There is work left: call <see cref="LmsVerifier.Step"/> again.</summary>
        Pending = 1,

        /// <summary>The public key has an unknown type or the wrong length.</summary>
        KeyMalformed = 2,

        /// <summary>The signature has another type than the key, the wrong length, or an index the key does not have.</summary>
        SignatureMalformed = 3,

        /// <summary>The signature is not of this key over this message.</summary>
        SignatureWrong = 4
    }
}
