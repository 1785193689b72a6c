using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Provisioning;

/// <summary>Turns a request into a checked node file; every refusal says which option and why.</summary>
internal static class NodeFileMaker
{
    private const int PlainPort = 1883;
    private const int SecurePort = 8883;

    /// <summary>Takes the device's key from the file or makes one; the caller writes both files.</summary>
    public static NodeFile Make(NodeRequest request, NodeKeyFile keys)
    {
        var file = new NodeFile { Board = request.Board, PeriodMs = request.PeriodMs };
        TakeIdentity(file, request, keys);
        TakeNetwork(file, request);
        TakeSensing(file, request);
        var code = file.Check();
        return code == NodeFileCode.Ok ? file : throw new ProvisioningException($"the node would refuse its file: {code}");
    }

    /// <summary>The file's bytes.</summary>
    public static byte[] Encode(NodeFile file)
    {
        var buffer = new byte[NodeFile.MaxLength];
        var length = file.Write(buffer, 0, buffer.Length, new CborWriter());
        return length > 0 ? buffer[..length] : throw new ProvisioningException("the node file would be too long");
    }

    private static void TakeIdentity(NodeFile file, NodeRequest request, NodeKeyFile keys)
    {
        Require(request.Device is null || DeviceId.TryParse(request.Device, file.Device), "--device: 16 digits of 0-9 and a-f wanted");
        if (request.Device is null)
        {
            RandomNumberGenerator.Fill(file.Device);
        }

        Require(file.Device.Any(part => part != 0), "--device: all zero is no device");
        var known = request.NewKey ? null : keys.Find(DeviceId.ToText(file.Device, 0));
        Require(
            known is null || known.Length == NodeFile.KeyLength, "--device: its key is shorter than a node file's; use --new-key");
        (known ?? RandomNumberGenerator.GetBytes(NodeFile.KeyLength)).CopyTo(file.Key, 0);
        Require(Topics.IsName(request.Site), "--site: 1 to 32 characters of a-z, 0-9 and '-' wanted");
        Require(Topics.IsName(request.Gateway), "--gateway: 1 to 32 characters of a-z, 0-9 and '-' wanted");
        file.Site = request.Site;
        file.Gateway = request.Gateway;
        file.Name = Text(request.Name, StateMessage.MaxTextLength, "--name");
        file.Machine = Text(request.Machine, StateMessage.MaxTextLength, "--machine");
    }

    private static void TakeNetwork(NodeFile file, NodeRequest request)
    {
        if (request.AuthorityFile is not null)
        {
            file.Authority = ReadAuthority(request.AuthorityFile);
        }

        var colon = request.Broker.LastIndexOf(':');
        file.Host = Text(colon < 0 ? request.Broker : request.Broker[..colon], NodeFile.MaxHostLength, "--broker");
        Require(file.Host.Length > 0 && !file.Host.Contains(' ', StringComparison.Ordinal), "--broker: HOST or HOST:PORT wanted");
        Require(file.Host is not ("localhost" or "127.0.0.1" or "::1"), "--broker: the node would look for the broker on itself");
        file.Port = file.Authority.Length > 0 ? SecurePort : PlainPort;
        if (colon >= 0)
        {
            var isPort = int.TryParse(request.Broker[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port);
            Require(isPort && port is >= 1 and <= 65535, "--broker: the port is 1 to 65535");
            file.Port = port;
        }

        file.Ssid = Text(request.Ssid, NodeFile.MaxSsidLength, "--ssid");
        Require(request.PasswordFile is null || file.Ssid.Length > 0, "--password-file: needs --ssid");
        if (request.PasswordFile is not null)
        {
            file.Password = Text(ReadLine(request.PasswordFile), NodeFile.MaxPasswordLength, "--password-file");
            Require(file.Password.Length is 0 or >= 8, "--password-file: a Wi-Fi password has 8 to 63 characters");
        }
    }

    private static void TakeSensing(NodeFile file, NodeRequest request)
    {
        Require(request.PeriodMs is >= 100 and <= 3_600_000, "--period-ms: 100 to 3600000");
        Require(request.ShaftHz is >= 0 and <= 1000, "--shaft-hz: 0 to 1000, 0 = unknown");
        file.ShaftMilliHz = (int)Math.Round(1000 * request.ShaftHz);
        var band = Numbers(request.Envelope.Split('-'), "--envelope: LOW-HIGH in Hz wanted");
        Require(
            band.Length == 2 && band[0] >= 1 && band[0] < band[1] && band[1] <= 65535, "--envelope: LOW-HIGH in Hz wanted, low below high");
        (file.EnvelopeLowHz, file.EnvelopeHighHz) = ((int)band[0], (int)band[1]);
        if (request.Bearing is not null)
        {
            const string form = "--bearing: BPFO,BPFI,BSF,FTF per revolution wanted, all above 0";
            var orders = Numbers(request.Bearing.Split(','), form);
            Require(orders.Length == 4 && orders.All(order => order is > 0 and < 1000), form);
            for (var i = 0; i < orders.Length; i++)
            {
                file.Orders[i] = (float)orders[i];
            }
        }
    }

    private static double[] Numbers(string[] texts, string form) => Array.ConvertAll(texts, text =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ProvisioningException(form));

    private static byte[] ReadAuthority(string path)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
            var bytes = certificate.RawData;
            Require(
                bytes.Length <= NodeFile.MaxAuthorityLength, $"--ca: the certificate is longer than {NodeFile.MaxAuthorityLength} bytes");
            return bytes;
        }
        catch (Exception wrong) when (wrong is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException($"--ca: {path} is no certificate that can be read", wrong);
        }
    }

    private static string ReadLine(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault() ?? "";
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException($"--password-file: {wrong.Message}", wrong);
        }
    }

    private static string Text(string text, int longest, string option)
    {
        Require(text.Length <= longest, $"{option}: at most {longest} characters");
        Require(text.All(c => c is >= ' ' and <= '~'), $"{option}: printable ASCII only");
        return text;
    }

    private static void Require(bool isRight, string message)
    {
        if (!isRight)
        {
            throw new ProvisioningException(message);
        }
    }
}
