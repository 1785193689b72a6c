using System;
using System.CommandLine;
using System.IO;
using Stethos.Releases.Bundles;
using Stethos.Releases.KeySets;
using Stethos.Releases.Signing;
using Stethos.Update;

namespace Stethos.Gateway.Host.Commands.Releasing;

/// <summary>`release show`: what is in a bundle, key set, public key or signing key; no secrets.</summary>
internal static class ShowCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("file") { Description = "Bundle (.sbu), key set (.sks), public key (.pub) or signing key." };
        var command = new Command("show", "Says what is in a file of a release.") { file };
        command.SetAction(result => ReleaseCommand.Run("show", () => Run(result.GetValue(file)!)));
        return command;
    }

    private static void Run(string file)
    {
        switch (Path.GetExtension(file))
        {
            case ReleaseBundle.Suffix:
                var hash = new PortableKeyedHash();
                ReleaseText.Print(ReleaseCommand.Read(file, content => ReleaseBundle.Read(content, hash)));
                break;
            case KeySetFile.Suffix:
                ReleaseText.Print(ReleaseCommand.Read(file, KeySetFile.Read));
                break;
            case PublicKeyFile.Suffix:
                var key = ReleaseCommand.Read(file, PublicKeyFile.Parse);
                Console.WriteLine(ReleaseText.Of(key.Role, key.PublicKey));
                break;
            default:
                using (var signer = ReleaseSigner.Open(file))
                {
                    ReleaseText.PrintLedger(signer);
                }

                break;
        }
    }
}
