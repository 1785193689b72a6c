using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Stethos.Protocol;
using Stethos.Testing;

namespace Stethos.Boards.Virtual.Tests;

public sealed class FlashedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_board_is_who_its_node_file_says_and_goes_where_it_says()
    {
        var file = FlashedFile.Read(Written(Made()));
        var options = (Fleet.Of(1) with { File = file }).Boards().Single();
        var configuration = VirtualBoard.Configure(options);

        Assert.Equal("00a1b2c3d4e5f607", VirtualBoard.DeviceText(options));
        Assert.Equal(
            ("press-7", "press", "plant", "gw9"),
            (configuration.Name, configuration.Machine, configuration.Site, configuration.Gateway));
        Assert.Equal((700, 24.5f, 1500f, 4000f),
            (configuration.PeriodMs, configuration.ShaftHz, configuration.EnvelopeLowHz, configuration.EnvelopeHighHz));
        Assert.Equal(VirtualBoard.BoardName, configuration.Board);
        Assert.Contains("broker broker.plant:8883 without TLS", FlashedFile.Describe(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_a_node_would_refuse_is_refused_with_the_reason()
    {
        var bytes = File.ReadAllBytes(Written(Made()));
        bytes[^1] ^= 1;
        File.WriteAllBytes(_folder.Of("node.cbr"), bytes);
        Assert.Contains("BadChecksum", Refusal(), StringComparison.Ordinal);
        var keyless = Made();
        Array.Clear(keyless.Key);
        Written(keyless);
        Assert.Contains("WrongKey", Refusal(), StringComparison.Ordinal);
        File.WriteAllBytes(_folder.Of("node.cbr"), new byte[NodeFile.MaxLength + 1]);
        Assert.Contains("BadLength", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_authority_is_there_as_a_certificate_while_the_board_runs()
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=plant", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var file = Made();
        file.Authority = certificate.RawData;
        string path;
        using (var folder = new AuthorityFolder(FlashedFile.Read(Written(file))))
        {
            path = folder.CertificatePath!;
            using var read = X509Certificate2.CreateFromPem(File.ReadAllText(path));
            Assert.Equal(certificate.Thumbprint, read.Thumbprint);
        }

        Assert.False(File.Exists(path));
        Assert.Null(new AuthorityFolder(Made()).CertificatePath);
    }

    [Fact]
    public void One_file_is_one_board()
    {
        var fleet = Fleet.Of(2) with { File = Made() };
        Assert.Equal("--node-file: one board, not --nodes 2", Assert.Throws<ArgumentException>(() => fleet.Boards().Count()).Message);
    }

    private static NodeFile Made()
    {
        var file = new NodeFile
        {
            Board = "esp32-wroom-32-rev-a", Site = "plant", Gateway = "gw9", Name = "press-7", Machine = "press", Host = "broker.plant",
            Port = 8883, PeriodMs = 700, ShaftMilliHz = 24500, EnvelopeLowHz = 1500, EnvelopeHighHz = 4000
        };
        Convert.FromHexString("00a1b2c3d4e5f607").CopyTo(file.Device, 0);
        file.Key[0] = 1;
        return file;
    }

    private string Refusal() => Assert.Throws<FormatException>(() => FlashedFile.Read(_folder.Of("node.cbr"))).Message;

    private string Written(NodeFile file)
    {
        var buffer = new byte[NodeFile.MaxLength];
        var path = _folder.Of("node.cbr");
        File.WriteAllBytes(path, buffer[..file.Write(buffer, 0, buffer.Length, new CborWriter())]);
        return path;
    }
}
