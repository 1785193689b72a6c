using System;
using System.CommandLine;
using System.IO;
using System.Text;
using Stethos.Releases.Bundles;
using Stethos.Releases.KeySets;
using Stethos.Releases.Signing;
using Stethos.Update;

namespace Stethos.Gateway.Host.Commands.Releasing;

/// <summary>`release sign`: makes a signed bundle of a description and its files.</summary>
internal static class SignCommand
{
    public static Command Make()
    {
        var description = new Argument<string>("description")
        {
            Description = "JSON: sequence, boards, application and model with file and version, pairs; see docs/update.md."
        };
        var key = new Option<string>("--key") { Description = "Key made by `stethos release new-key`.", Required = true };
        var keySet = new Option<string>("--key-set") { Description = "Key set the nodes have (.sks).", Required = true };
        var output = new Option<string>("--out") { Description = "The bundle to write (.sbu).", Required = true };
        var command = new Command("sign", "Makes and signs a release.") { description, key, keySet, output };
        command.SetAction(result => ReleaseCommand.Run("sign", () => Run(
            result.GetValue(description)!, result.GetValue(key)!, result.GetValue(keySet)!, result.GetValue(output)!)));
        return command;
    }

    private static void Run(string description, string key, string keySet, string output)
    {
        if (File.Exists(output))
        {
            throw new ReleaseException($"{output} is there already");
        }

        var described = ReleaseCommand.Read(description, bytes => ReleaseDescription.Parse(Encoding.UTF8.GetString(bytes)));
        var keys = ReleaseCommand.Read(keySet, KeySetFile.Read).Keys;
        using var signer = ReleaseSigner.Open(key);
        using var progress = new TreeProgress(signer.Leaves);
        var folder = Path.GetDirectoryName(Path.GetFullPath(description))!;
        var bundle = new ReleaseMaker(new PortableKeyedHash()).Make(described, folder, keys, signer, progress);
        ReleaseCommand.WriteNew(output, bundle.Write());
        progress.Dispose();
        ReleaseText.Print(bundle);
        ReleaseText.PrintUse(signer);
    }
}
