using System;
using System.IO;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Inference;
using Stethos.Releases.Bundles;
using Stethos.Update;
using Stethos.Update.Trust;

namespace Stethos.Gateway.Host.Serving;

/// <summary>
/// Loads a model for the gateway itself: an ONNX file, or a package (.sbu) that the owner signed. With a key set only packages are
/// loaded, save the samples that come with the program. Every refusal is one line with option, file and cause.
/// </summary>
internal static class ModelFiles
{
    /// <exception cref="GatewayException">The file cannot be used, or the owner did not sign it for gateways.</exception>
    public static OrtScorer Load(string option, string path, KeySet? keys, InputContract contract)
    {
        try
        {
            if (path.EndsWith(ReleaseBundle.Suffix, StringComparison.Ordinal))
            {
                return OrtScorer.Load(Signed(option, path, keys), path, contract);
            }

            return keys is null || path == Places.SampleModel || path == Places.SampleVisionModel
                ? OrtScorer.Load(path, contract)
                : throw Refused(option, path, "with the owner's key set only packages (.sbu) that the owner signed are loaded");
        }
        catch (ModelException wrong)
        {
            throw new GatewayException($"{option}: {wrong.Message}", wrong);
        }
    }

    private static byte[] Signed(string option, string path, KeySet? keys)
    {
        if (keys is null)
        {
            throw Refused(option, path, "a package is checked against the owner's key set: give it with --key-set");
        }

        try
        {
            var bundle = ReleaseBundle.Read(File.ReadAllBytes(path), new PortableKeyedHash());
            var head = bundle.Head();
            var reason = new ReleaseVerifier(keys).Verify(head, 0, head.Length, Facts(bundle, keys));
            return reason != UpdateReasonCode.None ? throw Refused(option, path, $"it is not what the owner signed for gateways: {reason}")
                : bundle.Components.TryGetValue(ComponentCode.Model, out var model) ? model
                : throw Refused(option, path, "it holds no model");
        }
        catch (Exception wrong) when (wrong is ReleaseException or IOException or UnauthorizedAccessException)
        {
            throw Refused(option, path, wrong.Message);
        }
    }

    // What depends on a node's slots does not matter here: owner, key set, board, day and signature do.
    private static NodeFacts Facts(ReleaseBundle bundle, KeySet keys)
    {
        var (manifest, rule) = (bundle.Manifest, bundle.Manifest.Rules[0]);
        return new NodeFacts
        {
            Board = GatewayBoard.Name, LoaderVersion = manifest.MinLoader,
            NativeChecksums = manifest.Checksums[..manifest.ChecksumCount], ModelRoom = int.MaxValue,
            ApplicationVersion = rule.ApplicationLow, ModelVersion = rule.ModelLow, TensorAbi = rule.TensorAbi,
            Sequence = manifest.Sequence, KeySetVersion = keys.Version,
            TrustedTimeSeconds = (uint)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()
        };
    }

    private static GatewayException Refused(string option, string path, string cause) => new($"{option} '{path}': {cause}");
}
