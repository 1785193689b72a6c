using System;
using System.CommandLine;
using System.Threading.Tasks;
using Stethos.ApplicationSlots;
using Stethos.ApplicationSlots.Packages;
using Stethos.Releases.Bundles;
using Stethos.Releases.Signing;

namespace Stethos.Gateway.Host.Commands.Self;

/// <summary>`self sign`, by the owner, offline; `self trust`, once at each site.</summary>
internal static class SelfSignCommands
{
    public static Command MakeSign()
    {
        var package = new Argument<string>("package") { Description = "X.tar.gz, as stethos self pack makes it." };
        var key = new Option<string>("--key") { Description = "Key of the role release-app.", Required = true };
        var output = new Option<string>("--out") { Description = "Y.tar.gz to write.", Required = true };
        var command = new Command("sign", "Signs a package of the gateway.") { package, key, output };
        command.SetAction((result, _) => SelfCommand.RunAsync("sign", () =>
        {
            using var signer = Open(result.GetValue(key)!);
            PackageMaker.WriteSigned(result.GetValue(package)!, list => Sign(list, signer), result.GetValue(output)!);
            Console.WriteLine($"{result.GetValue(output)}: signed, {signer.Used} of the key's {signer.Count} signatures are used");
            return Task.FromResult(0);
        }));
        return command;
    }

    public static Command MakeTrust()
    {
        var file = new Argument<string>("file") { Description = "The owner's key set (.sks), the first or the next one." };
        var root = SelfCommand.Root();
        var command = new Command("trust", "Takes only packages of the gateway that this owner signed from now on.") { file, root };
        command.SetAction((result, _) => SelfCommand.RunAsync("trust", () =>
        {
            var folder = result.GetValue(root)!;
            using var held = SlotLock.TryTake(folder) ?? throw new PackageException($"{folder}: another program changes the slots");
            var keys = OwnerKeys.Set(folder, result.GetValue(file)!);
            Console.WriteLine($"{folder} takes what is signed under key set {keys.Keys.Version}, and nothing else");
            return Task.FromResult(0);
        }));
        return command;
    }

    private static ReleaseSigner Open(string path)
    {
        try
        {
            return ReleaseSigner.Open(path);
        }
        catch (SignerException wrong)
        {
            throw new PackageException($"{path}: {wrong.Message}", wrong);
        }
    }

    private static byte[] Sign(byte[] list, ReleaseSigner signer)
    {
        try
        {
            return PackageSignature.Make(list, signer);
        }
        catch (Exception wrong) when (wrong is SignerException or ReleaseException)
        {
            throw new PackageException(wrong.Message, wrong);
        }
    }
}
