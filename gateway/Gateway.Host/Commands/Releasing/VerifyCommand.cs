using System;
using System.CommandLine;
using Stethos.Releases.Bundles;
using Stethos.Releases.KeySets;
using Stethos.Update;

namespace Stethos.Gateway.Host.Commands.Releasing;

/// <summary>`release verify`: judges a bundle as a node with this key set would, or a key set as a node with the one before.</summary>
internal static class VerifyCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("file") { Description = "Bundle (.sbu) or key set (.sks)." };
        var keySet = new Option<string?>("--key-set")
        {
            Description = "Key set the node has; needed for a bundle, and for every key set but the first."
        };
        var command = new Command("verify", "Says whether nodes take a release or key set.") { file, keySet };
        command.SetAction(result => ReleaseCommand.Run("verify", () => Run(result.GetValue(file)!, result.GetValue(keySet))));
        return command;
    }

    private static void Run(string file, string? keySet)
    {
        var current = keySet is null ? null : ReleaseCommand.Read(keySet, KeySetFile.Read);
        if (file.EndsWith(KeySetFile.Suffix, StringComparison.Ordinal))
        {
            var keys = ReleaseCommand.Read(file, KeySetFile.Read);
            var first = keys.IsSelfSigned() ? UpdateReasonCode.None : UpdateReasonCode.KeySetThreshold;
            Require(current is null ? first : keys.Follows(current));
            ReleaseText.Print(keys);
            return;
        }

        if (current is null)
        {
            throw new ReleaseException("--key-set is needed to verify a bundle");
        }

        var hash = new PortableKeyedHash();
        var bundle = ReleaseCommand.Read(file, content => ReleaseBundle.Read(content, hash));
        var now = (uint)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var check = OwnerCheck.Of(bundle.Head(), bundle.Manifest, current.Keys, now);
        Require(check.Reason);
        ReleaseText.Print(bundle);
        Console.WriteLine($"Signature right: {check.HashCalls:N0} hashes, {check.Blocks:N0} blocks for a node");
    }

    private static void Require(UpdateReasonCode reason)
    {
        if (reason != UpdateReasonCode.None)
        {
            throw new ReleaseException($"nodes would refuse it: {reason}");
        }
    }
}
