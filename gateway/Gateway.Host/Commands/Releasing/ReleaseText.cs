using System;
using System.Globalization;
using System.Linq;
using Stethos.Crypto.Lms;
using Stethos.Releases.Bundles;
using Stethos.Releases.KeySets;
using Stethos.Releases.Ledger;
using Stethos.Releases.Signing;
using Stethos.Update;
using Stethos.Update.Manifests;
using Stethos.Update.Trust;

namespace Stethos.Gateway.Host.Commands.Releasing;

/// <summary>Releases, key sets and ledgers in words.</summary>
internal static class ReleaseText
{
    private const int KeyIdDigits = 2 * ManifestBundle.KeyIdLength;

    public static void Print(ReleaseBundle bundle)
    {
        var manifest = bundle.Manifest;
        Console.WriteLine($"Release {manifest.Sequence} for {string.Join(", ", manifest.Classes.Take(manifest.ClassCount))}");
        foreach (var part in manifest.Components.Take(manifest.ComponentCount))
        {
            var name = part.Id == ComponentCode.Application ? "application" : "model";
            var size = part.Size.ToString("N0", CultureInfo.InvariantCulture);
            Console.WriteLine(
                $"  {name} {ReleaseVersion.Text(part.Version)}, {size} bytes, chunks of {1 << part.ChunkLog2}, floor "
                + ReleaseVersion.Text(part.Floor));
        }

        foreach (var rule in manifest.Rules.Take(manifest.RuleCount))
        {
            Console.WriteLine(
                $"  pair: application {ReleaseVersion.Text(rule.ApplicationLow)} to {ReleaseVersion.Text(rule.ApplicationHigh)}, "
                + $"model {ReleaseVersion.Text(rule.ModelLow)} to {ReleaseVersion.Text(rule.ModelHigh)}, tensors {rule.TensorAbi}");
        }

        Console.WriteLine(manifest.ExpirySeconds == 0
            ? "  does not expire"
            : $"  expires {DateTimeOffset.FromUnixTimeSeconds(manifest.ExpirySeconds):yyyy-MM-dd}");
        Console.WriteLine($"  manifest {bundle.ManifestBytes.Length} bytes, digest {Convert.ToHexStringLower(bundle.Digest)}");
        Console.WriteLine($"  key {Convert.ToHexStringLower(bundle.KeyId)} of key set {manifest.KeySetVersion}");
    }

    public static void Print(KeySetFile file)
    {
        var keys = file.Keys;
        Console.WriteLine(
            $"Key set {keys.Version} of owner {Convert.ToHexStringLower(keys.Vendor)}, {keys.RootThreshold} root keys sign the next one"
            + (keys.SequenceBase > 0 ? $", releases count from {keys.SequenceBase}" : ""));
        for (var place = 0; place < keys.Count; place++)
        {
            Console.WriteLine("  " + Of(keys.Role(place), keys.Bytes.AsSpan(keys.KeyAt(place), keys.KeyLength(place)).ToArray()));
        }

        Console.WriteLine($"  signed with {string.Join(", ", file.Signatures().Select(one => Convert.ToHexStringLower(one.KeyId)))}");
    }

    public static void PrintLedger(ReleaseSigner signer)
    {
        Console.WriteLine(Of(signer.Role, signer.PublicKey));
        PrintUse(signer);
        foreach (var entry in signer.Entries)
        {
            var what = entry.Kind switch
            {
                LedgerKind.Begin => "made",
                LedgerKind.Reserve => $"signed {entry.Digest}",
                _ => "given up after a cut"
            };
            Console.WriteLine($"  {DateTimeOffset.FromUnixTimeSeconds(entry.Seconds):yyyy-MM-dd HH:mm:ss} {entry.Index,6} {what}");
        }
    }

    public static void PrintUse(ReleaseSigner signer)
    {
        Console.WriteLine($"  {signer.Used:N0} of {signer.Count:N0} signatures used");
        if (signer.IsNearlyUsed)
        {
            Console.Error.WriteLine("warning: four fifths of this key are used; make the next one and rotate to it");
        }
    }

    public static string Of(KeyRoleCode role, byte[] key)
    {
        var (tree, ots) = (key[3], key[7]);
        var id = Convert.ToHexStringLower(key.AsSpan(8))[..KeyIdDigits];
        return $"{PublicKeyFile.NameOf(role)} {id}, LMS SHA-256/{8 * LmsParameters.HashLength(ots)} W{LmsParameters.Width(ots)} "
            + $"H{LmsParameters.Height(tree)}";
    }
}
