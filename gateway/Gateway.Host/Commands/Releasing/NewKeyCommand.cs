using System;
using System.CommandLine;
using System.IO;
using Stethos.Releases.KeySets;
using Stethos.Releases.Signing;

namespace Stethos.Gateway.Host.Commands.Releasing;

/// <summary>`release new-key`: makes a signing key, its ledger and its witness.</summary>
internal static class NewKeyCommand
{
    public static Command Make()
    {
        var role = new Option<string>("--role")
        {
            Description = "What it signs: root (key sets), release-app (any release), release-model (models alone).", Required = true
        };
        role.AcceptOnlyFromAmong("root", "release-app", "release-model");
        var output = new Option<string>("--out") { Description = "The key's file. Keep it offline.", Required = true };
        var witness = new Option<string>("--witness")
        {
            Description = "Second copy of the ledger's head, in another folder, better on another medium: tells restored backups.",
            Required = true
        };
        var height = new Option<int>("--height")
        {
            Description = "5, 10 or 15: 32, 1,024 or 32,768 signatures.", DefaultValueFactory = _ => 10
        };
        var width = new Option<int>("--width")
        {
            Description = "1, 2, 4 or 8: wider is shorter, and slower for a node to verify.", DefaultValueFactory = _ => 4
        };
        var split = new Option<int>("--split") { Description = "Holders who share its signatures.", DefaultValueFactory = _ => 1 };
        var command = new Command("new-key", "Makes a signing key (LMS, RFC 8554).") { role, output, witness, height, width, split };
        command.SetAction(result => ReleaseCommand.Run("new-key", () => Run(new SignerKeyRequest(
            PublicKeyFile.RoleOf(result.GetValue(role)!), result.GetValue(output)!, result.GetValue(witness)!, result.GetValue(height),
            result.GetValue(width), result.GetValue(split)))));
        return command;
    }

    private static void Run(SignerKeyRequest request)
    {
        var publicFile = Path.ChangeExtension(Path.GetFullPath(request.Path), PublicKeyFile.Suffix);
        if (File.Exists(publicFile))
        {
            throw new SignerException($"{publicFile} is there already");
        }

        using var progress = new TreeProgress(1 << Math.Clamp(request.Height, 0, 20));
        foreach (var path in SignerKeyMaker.Make(request, progress))
        {
            using var signer = ReleaseSigner.Open(path);
            if (!File.Exists(publicFile))
            {
                ReleaseCommand.WriteNew(publicFile, new PublicKeyFile(signer.Role, signer.PublicKey).Bytes());
            }

            Console.WriteLine($"{path}: {signer.Count:N0} signatures, witness {signer.Witness}");
        }

        Console.WriteLine($"{publicFile}: the public key, for `stethos release rotate`");
        Console.WriteLine("Never sign with a key or ledger restored from a backup: an index used twice gives the key away.");
    }
}
