using System;
using System.Collections.Generic;
using System.Text.Json;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Provisioning;

/// <summary>What a person types to get image, file and program onto a board.</summary>
internal static class FlashSteps
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>nanoff's list of files to put on the board's drive.</summary>
    public static string FileList(FlashBoard board, string port, string nodeFile) => JsonSerializer.Serialize(
        new Dictionary<string, object>
        {
            ["SerialPort"] = port,
            ["Files"] = new[]
            {
                new Dictionary<string, string>
                {
                    ["DestinationFilePath"] = $"{board.Drive}\\{NodeFile.FileName}",
                    ["SourceFilePath"] = nodeFile
                }
            }
        },
        Readable) + "\n";

    /// <summary>The commands in their order, each with what it does.</summary>
    public static IEnumerable<(string What, string Command)> For(FlashBoard board, string port, string nodeFile, string list)
    {
        var isEsp = board.Image.StartsWith("ESP32", StringComparison.Ordinal);
        yield return isEsp
            ? ("Stock image", $"nanoff --update --target {board.Image} --serialport {port}")
            : ("Stock image", $"nanoff --update --target {board.Image} --jtag");
        yield return board.IsOnCard
            ? ($"Node file: onto the card's top folder, the card into the board", $"cp {nodeFile} /media/CARD/{NodeFile.FileName}")
            : ("Node file", $"nanoff --filedeployment {list}");
        yield return ("Program, built with nanoFramework's tools", $"msbuild firmware/Boards/{board.Program}/{board.Program}.nfproj -p:Configuration=Release");
        var image = $"firmware/Boards/{board.Program}/bin/Release/Stethos.Node.bin";
        yield return ("Program, deployed", $"nanoff --nanodevice --deploy --serialport {port} --image {image}");
    }
}
