using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Stethos.Gateway.Host.Provisioning;
using Stethos.Gateway.Host.Serving;
using Stethos.Protocol;
using Command = System.CommandLine.Command;

namespace Stethos.Gateway.Host.Commands;

/// <summary>`node-config`: writes what one node is told when it is flashed, keeps its key, and says how to flash it.</summary>
internal static class NodeConfigCommand
{
    public static Command Make()
    {
        var options = new NodeConfigOptions();
        var command = new Command("node-config", "Writes key and configuration of one node, and says how to flash it.");
        options.AddTo(command);
        command.SetAction(result => Run(
            options.Read(result), options.Keys(result), options.First(result), options.Port(result), options.Output(result)));
        return command;
    }

    private static int Run(NodeRequest request, string keys, FirstFiles first, string port, string? output)
    {
        try
        {
            var boards = Places.Boards ?? throw new ProvisioningException("hardware/boards is not beside the program");
            var board = FlashBoard.Read(boards, request.Board);
            Write(request, board, keys, first.Read(board), port, output);
            if (board.HasSlots && first.Application is null)
            {
                Console.WriteLine("\n# Without --application the node waits in rescue mode until the gateway brings its first one;");
                Console.WriteLine($"# --application {board.ApplicationFile} flashes it with one");
            }

            return 0;
        }
        catch (ProvisioningException wrong)
        {
            Console.Error.WriteLine($"stethos node-config: {wrong.Message}");
            return CommandLineError.ExitCode;
        }
    }

    private static void Write(
        NodeRequest request, FlashBoard board, string keys, Dictionary<string, byte[]> extras, string port, string? output)
    {
        var keyFile = NodeKeyFile.Open(keys);
        var file = NodeFileMaker.Make(request, keyFile);
        var device = DeviceId.ToText(file.Device, 0);
        var folder = Path.GetFullPath(output ?? $"node-{device}");
        var nodeFile = Path.Combine(folder, NodeFile.FileName);
        var list = Path.Combine(folder, "deploy.json");
        string[] files = [nodeFile, .. extras.Keys.Select(name => Path.Combine(folder, name))];
        try
        {
            Directory.CreateDirectory(folder);
            OwnerFile.Write(nodeFile, NodeFileMaker.Encode(file));
            foreach (var (name, content) in extras)
            {
                File.WriteAllBytes(Path.Combine(folder, name), content);
            }

            if (!board.IsMeadow)
            {
                File.WriteAllText(list, FlashSteps.FileList(board, port, files));
            }
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException(wrong.Message, wrong);
        }

        // Last: a key in the gateway's file without a node file would only be confusing.
        keyFile.Put(device, file.Key);
        Console.WriteLine($"Device {device} of {file.Site}/{file.Gateway}, key kept in {keys}");
        Console.WriteLine($"Broker {file.Host}:{file.Port} {(file.Authority.Length > 0 ? "with" : "without")} TLS");
        foreach (var (what, step) in FlashSteps.For(board, port, list, files))
        {
            Console.WriteLine($"\n# {what}\n{step}");
        }

        Console.WriteLine("\n# Its gateway, beside a broker that the node reaches (docs/flashing.md)");
        Console.WriteLine($"./run stethos serve --site {file.Site} --gateway {file.Gateway} --broker 127.0.0.1:1883 --keys {keys}");
        Console.WriteLine($"\n# The files hold the key: remove them when the node is flashed\nrm -r {folder}");
    }
}
