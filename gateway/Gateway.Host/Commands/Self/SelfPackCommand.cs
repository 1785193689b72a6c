using System;
using System.CommandLine;
using System.IO;
using System.Threading.Tasks;
using Stethos.ApplicationSlots.Packages;
using Stethos.Gateway.Storage;

namespace Stethos.Gateway.Host.Commands.Self;

/// <summary>`self pack`: makes a package of a published gateway. Run by the version that is packed: it knows its schema.</summary>
internal static class SelfPackCommand
{
    public static Command Make()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Published gateway; what lies in it is packed." };
        var version = new Option<string>("--version") { Description = "Version of the package.", Required = true };
        var program = new Option<string>("--program")
        {
            Description = "Program in the folder.",
            DefaultValueFactory = _ => "stethos"
        };
        var output = new Option<string>("--out") { Description = "X.tar.gz to write.", Required = true };
        var command = new Command("pack", "Makes a package of a published gateway.") { folder, version, program, output };
        command.SetAction((result, _) => SelfCommand.RunAsync("pack", () =>
        {
            var source = result.GetValue(folder)!.FullName;
            var list = PackageMaker.ListOf(
                source, result.GetValue(version)!, result.GetValue(program)!, StoreSchema.Version, StoreSchema.ReadableFrom);
            PackageMaker.Write(source, list, null, result.GetValue(output)!);
            Console.WriteLine($"{result.GetValue(output)}: {list.Version}, {list.Files.Count} files, "
                + $"{new FileInfo(result.GetValue(output)!).Length / 1e6:F1} MB");
            return Task.FromResult(0);
        }));
        return command;
    }
}
