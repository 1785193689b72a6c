using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Security.Cryptography;
using Stethos.Protocol;

namespace Stethos.Boards.Virtual;

/// <summary>The file `stethos node-config` writes for a real board, tried on a virtual one before it is flashed.</summary>
internal static class FlashedFile
{
    public static Option<FileInfo?> Option() => new("--node-file")
    {
        Description = "File of `stethos node-config`: one board with its id, key, broker and settings, for a try before flashing."
    };

    /// <summary>The fleet of one that a file makes; the same fleet without a file.</summary>
    /// <exception cref="FormatException">The node would refuse it; the message says why.</exception>
    public static FleetOptions Into(ParseResult result, Option<FileInfo?> option, FleetOptions fleet) =>
        result.GetValue(option) is not { } written ? fleet : fleet with
        {
            File = Read(written.FullName),
            Nodes = result.GetResult("--nodes") is null or OptionResult { Implicit: true } ? 1 : fleet.Nodes
        };

    /// <summary>Says who the board is; its fleet gets its broker's certificate, and signs, which tell whether it has a link.</summary>
    public static FleetOptions Say(FleetOptions fleet, AuthorityFolder authority)
    {
        if (fleet.File is not { } file)
        {
            return fleet;
        }

        Console.WriteLine(Describe(file));
        return fleet with { AuthorityPath = authority.CertificatePath, ShowsSigns = true };
    }

    /// <summary>Reads a node file of any board and checks it as the node does.</summary>
    /// <exception cref="FormatException">The node would refuse it; the message says why.</exception>
    public static NodeFile Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var file = new NodeFile();
        var code = bytes.Length > NodeFile.MaxLength ? NodeFileCode.BadLength : file.Read(bytes, 0, bytes.Length, new CborReader());
        code = code == NodeFileCode.Ok ? file.Check() : code;
        return code == NodeFileCode.Ok ? file : throw new FormatException($"--node-file {path}: a node would refuse it: {code}");
    }

    /// <summary>Who the node will be and where it will go, in a line.</summary>
    public static string Describe(NodeFile file) =>
        $"{DeviceId.ToText(file.Device, 0)} as {file.Board} would be: \"{file.Name}\" on \"{file.Machine}\", "
        + $"{file.Site}/{file.Gateway}, broker {file.Host}:{file.Port} {(file.Authority.Length > 0 ? "with" : "without")} TLS";

    /// <summary>Writes the authority's certificate where a TLS library finds it; null without one.</summary>
    public static string? WriteAuthority(NodeFile file, string folder)
    {
        if (file.Authority.Length == 0)
        {
            return null;
        }

        var path = Path.Combine(folder, "authority.pem");
        File.WriteAllText(path, PemEncoding.WriteString("CERTIFICATE", file.Authority) + "\n");
        return path;
    }
}
