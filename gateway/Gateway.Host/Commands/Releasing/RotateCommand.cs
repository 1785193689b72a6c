using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Stethos.Releases.Bundles;
using Stethos.Releases.KeySets;
using Stethos.Releases.Signing;
using Stethos.Update;
using Stethos.Update.Manifests;

namespace Stethos.Gateway.Host.Commands.Releasing;

/// <summary>`release rotate`: makes the first or the next key set; holders of root keys sign it one after the other.</summary>
internal static class RotateCommand
{
    public static Command Make()
    {
        var keys = new Option<string[]>("--keys")
        {
            Description = "Public keys of the new set (.pub): root keys, release keys.", AllowMultipleArgumentsPerToken = true
        };
        var current = new Option<string?>("--current") { Description = "Key set the nodes have; none = make the first." };
        var draft = new Option<string?>("--continue") { Description = "Key set that others signed already, to sign it too." };
        var signers = new Option<string[]>("--sign-with")
        {
            Description = "Root keys that sign.", Required = true, AllowMultipleArgumentsPerToken = true
        };
        var threshold = new Option<int>("--threshold")
        {
            Description = "How many root keys sign the next one.", DefaultValueFactory = _ => 2
        };
        var sequence = new Option<uint>("--sequence")
        {
            Description = "Let releases count on from here, after a stolen key signed too high; 0 = as before."
        };
        var output = new Option<string>("--out") { Description = "The key set to write (.sks).", Required = true };
        var command = new Command("rotate", "Makes or signs a key set.") { keys, current, draft, signers, threshold, sequence, output };
        command.SetAction(result => ReleaseCommand.Run("rotate", () => Run(
            result.GetValue(draft) is { } begun
                ? ReleaseCommand.Read(begun, KeySetFile.Read)
                : null,
            result.GetValue(current) is { } known ? ReleaseCommand.Read(known, KeySetFile.Read) : null,
            new Wanted(result.GetValue(keys) ?? [], result.GetValue(threshold), result.GetValue(sequence)),
            result.GetValue(signers)!, result.GetValue(output)!)));
        return command;
    }

    private static void Run(KeySetFile? draft, KeySetFile? current, Wanted wanted, string[] signers, string output)
    {
        if (File.Exists(output))
        {
            throw new ReleaseException($"{output} is there already");
        }

        var document = draft?.Keys.Bytes ?? Document(current, wanted);
        var signatures = draft?.Signatures().ToList() ?? [];
        foreach (var path in signers)
        {
            using var signer = ReleaseSigner.Open(path);
            using var progress = new TreeProgress(signer.Leaves);
            signatures.Add((signer.KeyId, signer.Sign(document, progress)));
            progress.Dispose();
            ReleaseText.PrintUse(signer);
        }

        var file = KeySetFile.Make(document, signatures);
        ReleaseCommand.WriteNew(output, file.Content);
        ReleaseText.Print(file);
        Console.WriteLine(Verdict(file, current));
    }

    private static byte[] Document(KeySetFile? current, Wanted wanted)
    {
        if (wanted.Keys.Count == 0)
        {
            throw new ReleaseException("--keys: the public keys of the new set are wanted, or --continue");
        }

        var keys = wanted.Keys.Select(path => ReleaseCommand.Read(path, PublicKeyFile.Parse)).Select(key => (key.Role, key.PublicKey));
        return KeySetFile.Document(
            (current?.Keys.Version ?? 0) + 1, wanted.Threshold,
            current?.Keys.Vendor ?? RandomNumberGenerator.GetBytes(Manifest.VendorLength), [.. keys], wanted.Sequence);
    }

    private static string Verdict(KeySetFile file, KeySetFile? current)
    {
        var reason = current is not null ? file.Follows(current)
            : file.IsSelfSigned() ? UpdateReasonCode.None
            : UpdateReasonCode.KeySetThreshold;
        return reason switch
        {
            UpdateReasonCode.None => "Complete: nodes take it.",
            UpdateReasonCode.KeySetThreshold => "More root keys have to sign: give it to them, for `stethos release rotate --continue`.",
            _ => $"Nodes would refuse it: {reason}"
        };
    }

    private sealed record Wanted(IReadOnlyList<string> Keys, int Threshold, uint Sequence);
}
