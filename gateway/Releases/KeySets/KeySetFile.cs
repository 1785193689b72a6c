using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Crypto.Lms;
using Stethos.Protocol;
using Stethos.Releases.Bundles;
using Stethos.Update;
using Stethos.Update.Manifests;
using Stethos.Update.Trust;

namespace Stethos.Releases.KeySets;

/// <summary>A key set with its root signatures, as a file (suffix .sks): a <see cref="KeySetBundle"/>.</summary>
public sealed class KeySetFile
{
    /// <summary>Suffix of the file.</summary>
    public const string Suffix = ".sks";

    private KeySetFile(byte[] content, KeySet keys)
    {
        (Content, Keys) = (content, keys);
    }

    /// <summary>The file: what a node gets to take the key set.</summary>
    public byte[] Content { get; }

    public KeySet Keys { get; }

    /// <summary>Reads untrusted bytes; says nothing about who signed them.</summary>
    /// <exception cref="ReleaseException">They are no key set.</exception>
    public static KeySetFile Read(byte[] content)
    {
        var bundle = new KeySetBundle();
        var keys = new KeySet();
        return bundle.Read(content, 0, content.Length) == UpdateReasonCode.None
            && keys.Read(content, bundle.KeySetAt, bundle.KeySetLength) == UpdateReasonCode.None
            ? new KeySetFile(content, keys)
            : throw new ReleaseException("it is no key set, or is damaged");
    }

    /// <summary>The document that root keys sign.</summary>
    /// <param name="version">1, or one more than that of the set before.</param>
    /// <param name="threshold">How many root keys sign the next one.</param>
    /// <param name="vendor">8 bytes, the same for all key sets of an owner.</param>
    /// <param name="keys">Role and LMS public key.</param>
    /// <param name="sequenceBase">From which sequence releases count on; 0 = as before.</param>
    /// <exception cref="ReleaseException">A node would refuse it.</exception>
    public static byte[] Document(
        int version, int threshold, byte[] vendor, IReadOnlyList<(KeyRoleCode Role, byte[] PublicKey)> keys, uint sequenceBase)
    {
        var buffer = new byte[KeySet.MaxLength];
        var writer = new CborWriter();
        writer.Reset(buffer, 0, buffer.Length);
        writer.MapStart(sequenceBase > 0 ? 7 : 6);
        writer.Unsigned(ManifestKey.Kind);
        writer.Unsigned(ManifestKey.KeySetKind);
        writer.Unsigned(ManifestKey.Version);
        writer.Unsigned(ManifestKey.Form);
        writer.Unsigned(KeySet.VersionField);
        writer.Unsigned((ulong)version);
        writer.Unsigned(KeySet.ThresholdField);
        writer.Unsigned((ulong)threshold);
        writer.Unsigned(KeySet.VendorField);
        writer.Bytes(vendor, 0, vendor.Length);
        writer.Unsigned(KeySet.KeysField);
        writer.ArrayStart(keys.Count);
        foreach (var (role, publicKey) in keys)
        {
            writer.ArrayStart(2);
            writer.Unsigned((ulong)role);
            writer.Bytes(publicKey, 0, publicKey.Length);
        }

        if (sequenceBase > 0)
        {
            writer.Unsigned(KeySet.SequenceField);
            writer.Unsigned(sequenceBase);
        }

        var document = buffer[..writer.Length];
        Check(document, writer.Overflow, threshold, keys);
        return document;
    }

    /// <summary>The file of a document and the signatures over it, each with the 8 bytes that name its key.</summary>
    public static KeySetFile Make(byte[] document, IReadOnlyList<(byte[] KeyId, byte[] Signature)> signatures)
    {
        var buffer = new byte[KeySetBundle.MaxLength];
        var writer = new CborWriter();
        writer.Reset(buffer, 0, buffer.Length);
        writer.MapStart(2);
        writer.Unsigned(KeySetBundle.KeySetField);
        writer.Bytes(document, 0, document.Length);
        writer.Unsigned(KeySetBundle.SignaturesField);
        writer.ArrayStart(signatures.Count);
        foreach (var (keyId, signature) in signatures)
        {
            writer.ArrayStart(2);
            writer.Bytes(keyId, 0, keyId.Length);
            writer.Bytes(signature, 0, signature.Length);
        }

        return writer.Overflow
            ? throw new ReleaseException("the signatures are too long: use keys of width 4 or 8")
            : Read(buffer[..writer.Length]);
    }

    /// <summary>The signatures, each with the 8 bytes that name its key; nothing says that they are right.</summary>
    public IReadOnlyList<(byte[] KeyId, byte[] Signature)> Signatures()
    {
        var bundle = new KeySetBundle();
        bundle.Read(Content, 0, Content.Length);
        return
        [
            .. Enumerable.Range(0, bundle.Count).Select(i => (
                Content.AsSpan(bundle.KeyIdAt(i), ManifestBundle.KeyIdLength).ToArray(),
                Content.AsSpan(bundle.SignatureAt(i), bundle.SignatureLength(i)).ToArray()))
        ];
    }

    /// <summary>Whether enough of its own root keys signed it: what a first key set can show.</summary>
    public bool IsSelfSigned()
    {
        var bundle = new KeySetBundle();
        bundle.Read(Content, 0, Content.Length);
        var verifier = new LmsVerifier();
        var signed = Enumerable.Range(0, bundle.Count).Where(i =>
        {
            var place = Keys.Find(Content, bundle.KeyIdAt(i));
            return place >= 0 && Keys.Role(place) == KeyRoleCode.Root && verifier.Verify(
                Keys.Bytes, Keys.KeyAt(place), Keys.KeyLength(place), Keys.Bytes, 0, Keys.Bytes.Length,
                Content, bundle.SignatureAt(i), bundle.SignatureLength(i)) == LmsResultCode.Ok;
        });
        return signed.Select(i => Keys.Find(Content, bundle.KeyIdAt(i))).Distinct().Count() >= Keys.RootThreshold;
    }

    /// <summary>Whether a node that has <paramref name="current"/> takes this set.</summary>
    public UpdateReasonCode Follows(KeySetFile current)
    {
        var bundle = new KeySetBundle();
        bundle.Read(Content, 0, Content.Length);
        var rotation = new KeySetRotation(current.Keys);
        var reason = rotation.Begin(Content, bundle.KeySetAt, bundle.KeySetLength);
        for (var i = 0; i < bundle.Count && reason == UpdateReasonCode.None; i++)
        {
            reason = rotation.Offer(Content, bundle.KeyIdAt(i), Content, bundle.SignatureAt(i), bundle.SignatureLength(i));
        }

        return reason == UpdateReasonCode.None ? rotation.Finish() : reason;
    }

    private static void Check(byte[] document, bool isTooLong, int threshold, IReadOnlyList<(KeyRoleCode Role, byte[] PublicKey)> keys)
    {
        var roots = keys.Count(key => key.Role == KeyRoleCode.Root);
        var problem = threshold < KeySet.LeastThreshold ? $"at least {KeySet.LeastThreshold} root keys have to be needed"
            : roots < threshold ? $"{threshold} root keys are needed to sign the next key set, and it would have {roots}"
            : keys.Count > KeySet.MaxKeys || isTooLong ? $"a key set holds at most {KeySet.MaxKeys} keys"
            : new KeySet().Read(document, 0, document.Length) != UpdateReasonCode.None ? "a key is there twice, or is none"
            : null;
        if (problem is not null)
        {
            throw new ReleaseException(problem);
        }
    }
}
