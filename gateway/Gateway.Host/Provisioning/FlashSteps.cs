using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Provisioning;

/// <summary>What a person types to get image, file and program onto a board.</summary>
internal static class FlashSteps
{
    // Where an STM32 has its flash.
    private const long InternalFlash = 0x0800_0000;

    private const string Solution = "firmware/Firmware.Device.sln";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>nanoff's list of files to put on the board's drive, each under its own name.</summary>
    public static string FileList(FlashBoard board, string port, params string[] files) => JsonSerializer.Serialize(
        new Dictionary<string, object>
        {
            ["SerialPort"] = port,
            ["Files"] = files.Select(file => new Dictionary<string, string>
            {
                ["DestinationFilePath"] = $"{board.Drive}\\{Path.GetFileName(file)}",
                ["SourceFilePath"] = file
            })
        },
        Readable) + "\n";

    /// <summary>The commands in their order, each with what it does.</summary>
    public static IEnumerable<(string What, string Command)> For(FlashBoard board, string port, string list, params string[] files) =>
        board.IsMeadow ? ForMeadow(board, port, files) : ForNano(board, port, list);

    private static IEnumerable<(string What, string Command)> ForMeadow(FlashBoard board, string port, string[] files)
    {
        yield return ("Port", $"meadow config route {port}");
        yield return ("Meadow.OS and runtime", "meadow firmware download && meadow firmware write");
        var project = $"firmware/Boards/{board.Program}/{board.Program}.csproj";
        yield return ("Program, built with Meadow's packages", $"dotnet build {project} -p:Meadow=true");
        yield return ("Program, deployed", "meadow app deploy");
        foreach (var file in files)
        {
            var name = Path.GetFileName(file);
            var what = name == NodeFile.FileName ? "Node file" : "Model";
            yield return (what, $"meadow file write --files {file} --targetFiles {board.Drive}/Data/{name}");
        }
    }

    private static IEnumerable<(string What, string Command)> ForNano(FlashBoard board, string port, string list)
    {
        var isEsp = board.Image.StartsWith("ESP32", StringComparison.Ordinal);
        yield return ("Stock image", $"nanoff --update --target {board.Image} {(isEsp ? $"--serialport {port}" : "--jtag")}");
        yield return ("Packages of the programs", $"nuget restore {Solution}");
        foreach (var project in board.Projects)
        {
            yield return ("Program, built with nanoFramework's tools", $"msbuild {project}.nfproj -p:Configuration=Release");
        }

        yield return ("Files", $"nanoff --filedeployment {list}");
        var image = $"firmware/Boards/{board.Program}/bin/Release/{board.ImageName}.bin";
        yield return isEsp
            ? ("Program, deployed", $"nanoff --nanodevice --deploy --serialport {port} --image {image}")
            : ("Program, deployed", $"nanoff --target {board.Image} --jtag --binfile {image} --address {Address(board)} --reset");
    }

    private static string Address(FlashBoard board) =>
        "0x" + (InternalFlash + board.DeployOffset).ToString("X8", System.Globalization.CultureInfo.InvariantCulture);
}
