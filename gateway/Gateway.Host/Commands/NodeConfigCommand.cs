using System;
using System.CommandLine;
using System.IO;
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
        var board = new Option<string>("--board") { Description = "Board as in hardware/boards, such as esp32-wroom-32-rev-a.", Required = true };
        var broker = new Option<string>("--broker") { Description = "HOST or HOST:PORT of the broker, as the node sees it.", Required = true };
        var output = new Option<string>("--out") { Description = "Folder for the files; default node-DEVICE." };
        var device = new Option<string?>("--device") { Description = "16 hexadecimal digits of a known node; default a new one." };
        var site = new Option<string>("--site") { Description = "Site in the topics.", DefaultValueFactory = _ => "site" };
        var gateway = new Option<string>("--gateway") { Description = "Gateway in the topics.", DefaultValueFactory = _ => "gw1" };
        var name = new Option<string>("--name") { Description = "Name people know the node by.", DefaultValueFactory = _ => "" };
        var machine = new Option<string>("--machine") { Description = "Machine it listens to.", DefaultValueFactory = _ => "" };
        var authority = new Option<string?>("--ca") { Description = "Certificate of the site's authority; with it the node uses TLS." };
        var ssid = new Option<string>("--ssid") { Description = "Wi-Fi network; none = wired, or set with nanoff.", DefaultValueFactory = _ => "" };
        var password = new Option<string?>("--password-file") { Description = "File whose first line is the Wi-Fi password." };
        var period = new Option<int>("--period-ms") { Description = "Time between windows.", DefaultValueFactory = _ => 1000 };
        var shaft = new Option<double>("--shaft-hz") { Description = "Shaft speed; 0 = unknown.", DefaultValueFactory = _ => 0 };
        var envelope = new Option<string>("--envelope") { Description = "LOW-HIGH in Hz.", DefaultValueFactory = _ => "2000-5000" };
        var bearing = new Option<string?>("--bearing") { Description = "BPFO,BPFI,BSF,FTF per revolution." };
        var keys = new Option<string>("--keys") { Description = "The gateway's key file.", DefaultValueFactory = _ => ".stethos/node-keys" };
        var newKey = new Option<bool>("--new-key") { Description = "Give a known device a new key." };
        var port = new Option<string>("--serial-port") { Description = "Port of the board.", DefaultValueFactory = _ => "/dev/ttyUSB0" };
        var command = new Command("node-config", "Writes key and configuration of one node, and says how to flash it.")
        {
            board, broker, device, site, gateway, name, machine, authority, ssid, password, period, shaft, envelope, bearing, keys, newKey,
            port, output
        };
        command.SetAction(result => Run(
            new NodeRequest
            {
                Board = result.GetValue(board)!,
                Broker = result.GetValue(broker)!,
                Device = result.GetValue(device),
                Site = result.GetValue(site)!,
                Gateway = result.GetValue(gateway)!,
                Name = result.GetValue(name)!,
                Machine = result.GetValue(machine)!,
                AuthorityFile = result.GetValue(authority),
                Ssid = result.GetValue(ssid)!,
                PasswordFile = result.GetValue(password),
                PeriodMs = result.GetValue(period),
                ShaftHz = result.GetValue(shaft),
                Envelope = result.GetValue(envelope)!,
                Bearing = result.GetValue(bearing),
                NewKey = result.GetValue(newKey)
            },
            result.GetValue(keys)!, result.GetValue(port)!, result.GetValue(output)));
        return command;
    }

    private static int Run(NodeRequest request, string keys, string port, string? output)
    {
        try
        {
            var boards = Places.Boards ?? throw new ProvisioningException("hardware/boards is not beside the program");
            Write(request, FlashBoard.Read(boards, request.Board), keys, port, output);
            return 0;
        }
        catch (ProvisioningException wrong)
        {
            Console.Error.WriteLine($"stethos node-config: {wrong.Message}");
            return CommandLineError.ExitCode;
        }
    }

    private static void Write(NodeRequest request, FlashBoard board, string keys, string port, string? output)
    {
        var keyFile = NodeKeyFile.Open(keys);
        var file = NodeFileMaker.Make(request, keyFile);
        var device = DeviceId.ToText(file.Device, 0);
        var folder = Path.GetFullPath(output ?? $"node-{device}");
        var nodeFile = Path.Combine(folder, NodeFile.FileName);
        var list = Path.Combine(folder, "deploy.json");
        try
        {
            Directory.CreateDirectory(folder);
            OwnerFile.Write(nodeFile, NodeFileMaker.Encode(file));
            File.WriteAllText(list, FlashSteps.FileList(board, port, nodeFile));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException(wrong.Message, wrong);
        }

        // Last: a key in the gateway's file without a node file would only be confusing.
        keyFile.Put(device, file.Key);
        Console.WriteLine($"Device {device} of {file.Site}/{file.Gateway}, key kept in {keys}");
        Console.WriteLine(file.Authority.Length > 0 ? $"Broker {file.Host}:{file.Port} with TLS" : $"Broker {file.Host}:{file.Port} without TLS");
        foreach (var (what, step) in FlashSteps.For(board, port, nodeFile, list))
        {
            Console.WriteLine($"\n# {what}\n{step}");
        }

        Console.WriteLine($"\n# The files hold the key: remove them when the node is flashed\nrm -r {folder}");
    }
}
