using Stethos.Update;
using Stethos.Update.Manifests;
using Stethos.Update.Trust;

namespace Stethos.Releases.Bundles;

/// <summary>
/// What every node with a key set says of a release: form, owner, key set, the role of the key and its signature. Whatever depends on
/// the single node is taken as it should be.
/// </summary>
/// <param name="Reason">None when the owner signed it.</param>
/// <param name="HashCalls">Hashes that the signature costs a node.</param>
/// <param name="Blocks">SHA-256 blocks in them.</param>
public sealed record OwnerCheck(UpdateReasonCode Reason, int HashCalls, int Blocks)
{
    /// <param name="head">Manifest, signature and chunk lists, see <see cref="ReleaseBundle.Head"/>.</param>
    /// <param name="manifest">The manifest in it.</param>
    /// <param name="keys">The key set that nodes have.</param>
    /// <param name="nowSeconds">Seconds since 1970; 0 = an expiry is not judged.</param>
    public static OwnerCheck Of(byte[] head, Manifest manifest, KeySet keys, uint nowSeconds)
    {
        var rule = manifest.Rules[0];
        var facts = new NodeFacts
        {
            Board = manifest.Classes[0], LoaderVersion = manifest.MinLoader, NativeChecksums = manifest.Checksums[..manifest.ChecksumCount],
            ApplicationRoom = int.MaxValue, ModelRoom = int.MaxValue, ApplicationVersion = rule.ApplicationLow,
            ModelVersion = rule.ModelLow, TensorAbi = rule.TensorAbi, Sequence = manifest.Sequence,
            KeySetVersion = manifest.KeySetVersion, TrustedTimeSeconds = nowSeconds
        };
        var verifier = new ReleaseVerifier(keys);
        return new OwnerCheck(verifier.Verify(head, 0, head.Length, facts), verifier.HashCalls, verifier.Blocks);
    }
}
