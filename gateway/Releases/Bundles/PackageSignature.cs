using System;
using System.Linq;
using Stethos.Crypto.Lms;
using Stethos.Releases.Signing;
using Stethos.Update;
using Stethos.Update.Manifests;
using Stethos.Update.Trust;

namespace Stethos.Releases.Bundles;

/// <summary>
/// The owner's signature over a package of the gateway itself: 8 bytes that name the key, then an LMS signature over a label and the
/// bytes of the package's list, which names every file by its SHA-256. The label keeps it from being a release's signature.
/// </summary>
public static class PackageSignature
{
    private static readonly byte[] Label = "stethos-gateway-1\n"u8.ToArray();

    /// <summary>Signs a list.</summary>
    /// <exception cref="ReleaseException">The key is not one for applications.</exception>
    public static byte[] Make(byte[] list, ReleaseSigner signer) => signer.Role == KeyRoleCode.ReleaseApplication
        ? [.. signer.KeyId, .. signer.Sign([.. Label, .. list])]
        : throw new ReleaseException("only a key of the role release-app signs the gateway's own packages");

    /// <summary>None when a key for applications of this key set signed the list. <paramref name="signature"/>: untrusted.</summary>
    public static UpdateReasonCode Check(byte[] list, ReadOnlySpan<byte> signature, KeySet keys)
    {
        if (signature.Length <= ManifestBundle.KeyIdLength)
        {
            return UpdateReasonCode.SignatureMalformed;
        }

        var (bytes, message) = (signature.ToArray(), Label.Concat(list).ToArray());
        var place = keys.Find(bytes, 0);
        if (place < 0 || keys.Role(place) != KeyRoleCode.ReleaseApplication)
        {
            return place < 0 ? UpdateReasonCode.KeyUnknown : UpdateReasonCode.RoleMismatch;
        }

        return new LmsVerifier().Verify(
            keys.Bytes, keys.KeyAt(place), keys.KeyLength(place), message, 0, message.Length,
            bytes, ManifestBundle.KeyIdLength, bytes.Length - ManifestBundle.KeyIdLength) switch
        {
            LmsResultCode.Ok => UpdateReasonCode.None,
            LmsResultCode.SignatureMalformed => UpdateReasonCode.SignatureMalformed,
            _ => UpdateReasonCode.SignatureWrong
        };
    }
}
