using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Stethos.Gateway.Host.Provisioning;
using Stethos.Protocol;
using Stethos.Testing;

namespace Stethos.Gateway.Host.Tests.Provisioning;

public sealed class NodeConfigTests : IDisposable
{
    private const string Device = "00a1b2c3d4e5f607";
    private readonly TemporaryFolder _folder = new();

    private string Keys => Path.Combine(_folder.Path, "site", "node-keys");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_request_becomes_a_file_that_the_node_reads()
    {
        var request = Request() with { Name = "node-07", Machine = "Pump 3", ShaftHz = 29.95, Bearing = "3.5,5.4,2.3,0.4" };
        var file = NodeFileMaker.Make(request, Open());
        var bytes = NodeFileMaker.Encode(file);
        NodeFile read = new();

        Assert.Equal(NodeFileCode.Ok, read.Read(bytes, 0, bytes.Length, new CborReader()));
        Assert.Equal(NodeFileCode.Ok, read.Check());
        Assert.Equal(Device, DeviceId.ToText(read.Device, 0));
        Assert.Equal(("broker.plant", 1883, 29_950), (read.Host, read.Port, read.ShaftMilliHz));
        Assert.Equal((2000, 5000), (read.EnvelopeLowHz, read.EnvelopeHighHz));
        Assert.Equal([3.5f, 5.4f, 2.3f, 0.4f], read.Orders);
        Assert.True(read.Key.Distinct().Count() > 8, "a key of random bytes");
    }

    [Fact]
    public void A_known_device_keeps_its_key_unless_a_new_one_is_wanted()
    {
        var first = NodeFileMaker.Make(Request(), Open()).Key;
        Open().Put(Device, first);

        Assert.Equal(first, NodeFileMaker.Make(Request(), Open()).Key);
        Assert.NotEqual(first, NodeFileMaker.Make(Request() with { NewKey = true }, Open()).Key);
        Assert.NotEqual(first, NodeFileMaker.Make(Request() with { Device = null }, Open()).Key);
    }

    [Fact]
    public void The_key_file_is_the_owner_s_alone_and_keeps_every_device()
    {
        Open().Put(Device, RandomNumberGenerator.GetBytes(32));
        Open().Put("0000000000000001", RandomNumberGenerator.GetBytes(32));

        Assert.Equal(["0000000000000001", Device], Open().Devices);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Keys));
            File.SetUnixFileMode(Keys, UnixFileMode.UserRead | UnixFileMode.GroupRead);
            Assert.Contains("chmod 600", Assert.Throws<ProvisioningException>(Open).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("00a1b2c3d4e5f607", "line 1")]
    [InlineData("00a1b2c3d4e5f607 0011", "line 1")]
    [InlineData("# one\nXX 0011", "line 2")]
    public void A_damaged_key_file_is_refused_with_its_line(string text, string cause)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Keys)!);
        OwnerFile.Write(Keys, System.Text.Encoding.ASCII.GetBytes(text));

        Assert.Contains(cause, Assert.Throws<ProvisioningException>(Open).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("device", "12", "--device")]
    [InlineData("device", "0000000000000000", "--device")]
    [InlineData("site", "My Plant", "--site")]
    [InlineData("gateway", "", "--gateway")]
    [InlineData("name", "Pumpe Süd", "--name")]
    [InlineData("broker", "", "--broker")]
    [InlineData("broker", "plant:70000", "--broker")]
    [InlineData("broker", "localhost:1883", "--broker")]
    [InlineData("envelope", "5000-2000", "--envelope")]
    [InlineData("envelope", "high", "--envelope")]
    [InlineData("bearing", "1,2,3", "--bearing")]
    [InlineData("bearing", "1,2,3,-4", "--bearing")]
    [InlineData("ca", "gone.pem", "--ca")]
    [InlineData("password", "gone.txt", "--password-file")]
    [InlineData("period", "99", "--period-ms")]
    [InlineData("shaft", "1001", "--shaft-hz")]
    public void What_cannot_be_is_refused_with_the_option_s_name(string field, string value, string option)
    {
        var request = field switch
        {
            "device" => Request() with { Device = value },
            "site" => Request() with { Site = value },
            "gateway" => Request() with { Gateway = value },
            "name" => Request() with { Name = value },
            "broker" => Request() with { Broker = value },
            "envelope" => Request() with { Envelope = value },
            "bearing" => Request() with { Bearing = value },
            "ca" => Request() with { AuthorityFile = Path.Combine(_folder.Path, value) },
            "password" => Request() with { PasswordFile = Path.Combine(_folder.Path, value) },
            "period" => Request() with { PeriodMs = int.Parse(value) },
            _ => Request() with { ShaftHz = double.Parse(value) }
        };

        var wrong = Assert.Throws<ProvisioningException>(() => NodeFileMaker.Make(request, Open()));
        Assert.StartsWith(option, wrong.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Keys));
    }

    [Fact]
    public void An_authority_turns_tls_on_and_the_wifi_password_comes_from_its_file()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = new CertificateRequest("CN=plant", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var pem = Path.Combine(_folder.Path, "ca.pem");
        File.WriteAllText(pem, authority.ExportCertificatePem());
        var password = Path.Combine(_folder.Path, "wifi");
        File.WriteAllText(password, "secret secret\nsecond line\n");

        var file = NodeFileMaker.Make(Request() with { AuthorityFile = pem, Ssid = "plant", PasswordFile = password }, Open());

        Assert.Equal(authority.RawData, file.Authority);
        Assert.Equal((8883, "plant", "secret secret"), (file.Port, file.Ssid, file.Password));
        File.WriteAllText(password, "short\n");
        Assert.Throws<ProvisioningException>(
            () => NodeFileMaker.Make(Request() with { Ssid = "plant", PasswordFile = password }, Open()));
    }

    [Theory]
    [InlineData("esp32-wroom-32-rev-a", "--target ESP32_REV3 ", "I:\\node.cbr", "--serialport /dev/ttyUSB7 --image ")]
    [InlineData("esp32-s3-n16r8-rev-a", "--target ESP32_S3_OCTAL ", "I:\\node.cbr", "--serialport /dev/ttyUSB7 --image ")]
    [InlineData("stm32f769i-discovery-rev-a", "--target ST_STM32F769I_DISCOVERY --jtag", "D:\\node.cbr", "--address 0x080C0000 ")]
    public void Every_board_has_its_steps(string name, string target, string destination, string deployment)
    {
        var board = FlashBoard.Read(RepositoryFiles.PathOf("hardware", "boards"), name);
        var steps = FlashSteps.For(board, "/dev/ttyUSB7", "deploy.json", "node.cbr").Select(step => step.Command).ToArray();
        using var list = JsonDocument.Parse(FlashSteps.FileList(board, "/dev/ttyUSB7", "out/node.cbr", "out/uk0"));

        Assert.Contains(target, steps[0], StringComparison.Ordinal);
        Assert.Equal("nanoff --filedeployment deploy.json", steps[^2]);
        Assert.Contains(deployment, steps[^1], StringComparison.Ordinal);
        Assert.Equal("/dev/ttyUSB7", list.RootElement.GetProperty("SerialPort").GetString());
        var files = list.RootElement.GetProperty("Files");
        Assert.Equal(destination, files[0].GetProperty("DestinationFilePath").GetString());
        var second = destination.Replace("node.cbr", "uk0", StringComparison.Ordinal);
        Assert.Equal(second, files[1].GetProperty("DestinationFilePath").GetString());
        Assert.Equal("out/uk0", files[1].GetProperty("SourceFilePath").GetString());
    }

    [Fact]
    public void A_meadow_board_has_its_own_tool_s_steps_and_gets_its_file_where_its_program_reads_it()
    {
        var board = FlashBoard.Read(RepositoryFiles.PathOf("hardware", "boards"), "meadow-f7-feather-v2-rev-a");
        var steps = FlashSteps.For(board, "/dev/ttyACM3", "deploy.json", "node.cbr").Select(step => step.Command).ToArray();

        Assert.Equal("meadow config route /dev/ttyACM3", steps[0]);
        Assert.Equal("meadow file write --files node.cbr --targetFiles /meadow0/Data/node.cbr", steps[^1]);
        Assert.DoesNotContain(steps, step => step.Contains("nanoff", StringComparison.Ordinal));
        Assert.True(File.Exists(RepositoryFiles.PathOf("firmware", "Boards", board.Program, board.Program + ".csproj")));
    }

    [Fact]
    public void An_unknown_board_is_refused_with_the_names_there_are()
    {
        var wrong = Assert.Throws<ProvisioningException>(() => FlashBoard.Read(RepositoryFiles.PathOf("hardware", "boards"), "esp8266"));
        Assert.Contains("esp32-wroom-32-rev-a", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("virtual", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_gateway_reads_the_keys_that_were_written_and_shorter_ones_of_virtual_boards()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        Open().Put(Device, key);
        File.AppendAllText(Keys, "5354000000000001 000102030405060708090A0B0C0D0E0F # a virtual board\n");
        var read = NodeKeyFile.Read(Keys).ByDevice();

        Assert.Equal(key, read[0x00a1b2c3d4e5f607]);
        Assert.Equal(16, read[0x5354000000000001].Length);
        Assert.Throws<ProvisioningException>(() => NodeFileMaker.Make(Request() with { Device = "5354000000000001" }, Open()));
        Assert.Equal(32, NodeFileMaker.Make(Request() with { Device = "5354000000000001", NewKey = true }, Open()).Key.Length);
    }

    [Theory]
    [InlineData("5354000000000001")]
    [InlineData("5354000000000001 00")]
    [InlineData("53540000 000102030405060708090a0b0c0d0e0f")]
    [InlineData("5354000000000001 000102030405060708090a0b0c0d0e0g")]
    [InlineData("5354000000000001 000102030405060708090a0b0c0d0e0f more")]
    public void A_line_that_is_no_key_is_told_by_its_number(string line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Keys)!);
        File.WriteAllText(Keys, $"# keys\n{line}\n");

        var wrong = Assert.Throws<ProvisioningException>(() => NodeKeyFile.Read(Keys));
        Assert.Contains("line 2", wrong.Message, StringComparison.Ordinal);
    }

    private static NodeRequest Request() => new()
    {
        Board = "esp32-wroom-32-rev-a",
        Device = Device,
        Site = "plant",
        Gateway = "gw1",
        Broker = "broker.plant"
    };

    private NodeKeyFile Open() => NodeKeyFile.Open(Keys);
}
