using System;
using System.CommandLine;

namespace Stethos.Boards.Virtual;

/// <summary>`natives`: what a release may name in its "natives".</summary>
internal static class NativesCommand
{
    public static Command Make()
    {
        var command = new Command("natives", "Lists what applications bind to, with the checksums a release may name.");
        command.SetAction(_ =>
        {
            foreach (var (name, checksum) in VirtualNatives.All)
            {
                Console.Out.WriteLine($"0x{checksum:X8}  {name}");
            }

            return 0;
        });
        return command;
    }
}
