using System;
using System.Linq;

namespace Stethos.Protocol.Tests;

public sealed class NodeFileTests
{
    [Fact]
    public void A_file_comes_back_as_it_was_written()
    {
        var written = Make();
        var bytes = Write(written);
        NodeFile read = new();

        Assert.Equal(NodeFileCode.Ok, read.Read(bytes, 0, bytes.Length, new CborReader()));
        Assert.Equal(NodeFileCode.Ok, read.Check());
        Assert.Equal(written.Key, read.Key);
        Assert.Equal(written.Device, read.Device);
        Assert.Equal(written.Authority, read.Authority);
        Assert.Equal(written.Orders, read.Orders);
        Assert.Equal(
            (written.Board, written.Site, written.Gateway, written.Name, written.Machine, written.Host, written.Ssid, written.Password),
            (read.Board, read.Site, read.Gateway, read.Name, read.Machine, read.Host, read.Ssid, read.Password));
        Assert.Equal(
            (written.Port, written.PeriodMs, written.ShaftMilliHz, written.EnvelopeLowHz, written.EnvelopeHighHz),
            (read.Port, read.PeriodMs, read.ShaftMilliHz, read.EnvelopeLowHz, read.EnvelopeHighHz));
    }

    [Fact]
    public void Every_truncation_and_every_flipped_bit_is_refused()
    {
        var bytes = Write(Make());
        NodeFile read = new();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.NotEqual(NodeFileCode.Ok, read.Read(bytes, 0, length, new CborReader()));
        }

        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            var torn = bytes.ToArray();
            torn[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(NodeFileCode.BadChecksum, read.Read(torn, 0, torn.Length, new CborReader()));
        }
    }

    [Fact]
    public void The_longest_file_fits_and_a_buffer_that_is_too_small_is_told()
    {
        var file = Make();
        file.Authority = new byte[NodeFile.MaxAuthorityLength];
        file.Board = file.Name = file.Machine = new string('x', 48);
        file.Site = file.Gateway = file.Ssid = new string('x', 32);
        file.Host = new string('x', NodeFile.MaxHostLength);
        file.Password = new string('x', NodeFile.MaxPasswordLength);

        Assert.InRange(Write(file).Length, 1, NodeFile.MaxLength);
        Assert.Equal(0, file.Write(new byte[100], 0, 100, new CborWriter()));
        Assert.Equal(0, file.Write(new byte[3], 0, 3, new CborWriter()));
    }

    [Fact]
    public void A_newer_version_a_missing_field_and_bytes_after_the_map_are_told_apart()
    {
        NodeFile read = new();
        Assert.Equal(NodeFileCode.UnknownVersion, Read(read, 0xA1, 0x00, 0x02));
        Assert.Equal(NodeFileCode.MissingField, Read(read, 0xA1, 0x00, 0x01));
        Assert.Equal(NodeFileCode.NotReadable, Read(read, 0xA1, 0x00, 0x01, 0x00));
        Assert.Equal(NodeFileCode.NotReadable, Read(read, 0xA2, 0x00, 0x01, 0x00, 0x01));
        Assert.Equal(NodeFileCode.NotReadable, Read(read, 0xA1, 0x02, 0x41, 0x01));
        Assert.Equal(NodeFileCode.MissingField, Read(read, 0xA2, 0x00, 0x01, 0x18, 0x63, 0x01));
    }

    [Theory]
    [InlineData(NodeFileCode.WrongBoard)]
    [InlineData(NodeFileCode.WrongDevice)]
    [InlineData(NodeFileCode.WrongKey)]
    [InlineData(NodeFileCode.WrongSite)]
    [InlineData(NodeFileCode.WrongHost)]
    [InlineData(NodeFileCode.WrongSensing)]
    public void A_value_that_makes_no_sense_names_its_field(NodeFileCode code)
    {
        var file = Make();
        file.Board = code == NodeFileCode.WrongBoard ? "" : file.Board;
        file.Site = code == NodeFileCode.WrongSite ? "No Site" : file.Site;
        file.Port = code == NodeFileCode.WrongHost ? 0 : file.Port;
        file.PeriodMs = code == NodeFileCode.WrongSensing ? 99 : file.PeriodMs;
        Array.Clear(code == NodeFileCode.WrongDevice ? file.Device : code == NodeFileCode.WrongKey ? file.Key : new byte[1]);

        Assert.Equal(code, file.Check());
    }

    private static NodeFileCode Read(NodeFile file, params byte[] map)
    {
        var crc = BitConverter.GetBytes(Crc32.Compute(map, 0, map.Length));
        byte[] bytes = [.. map, .. crc];
        return file.Read(bytes, 0, bytes.Length, new CborReader());
    }

    private static byte[] Write(NodeFile file)
    {
        var buffer = new byte[NodeFile.MaxLength];
        var length = file.Write(buffer, 0, buffer.Length, new CborWriter());
        return buffer[..length];
    }

    private static NodeFile Make()
    {
        NodeFile file = new()
        {
            Board = "esp32-wroom-32-rev-a",
            Site = "plant",
            Gateway = "gw1",
            Name = "node-07",
            Machine = "Pump 3",
            Host = "192.168.4.2",
            Port = 8883,
            Authority = [0x30, 0x82, 1, 2],
            Ssid = "plant",
            Password = "secret secret",
            PeriodMs = 1000,
            ShaftMilliHz = 29_950,
            EnvelopeLowHz = 2000,
            EnvelopeHighHz = 5000
        };
        for (var i = 0; i < file.Key.Length; i++)
        {
            file.Key[i] = (byte)(200 - i);
        }

        file.Device[7] = 9;
        file.Orders[0] = 3.5848f;
        file.Orders[3] = 0.39828f;
        return file;
    }
}
