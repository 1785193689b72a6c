using Stethos.App.Configuration;
using Stethos.App.Provisioning;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;

namespace Stethos.App.Tests.Provisioning;

public sealed class NodeFileReaderTests
{
    private const string Board = "esp32-wroom-32-rev-a";
    private readonly MemoryFileStore _files = new(16 * 1024);
    private readonly NodeFile _read = new();

    [Fact]
    public void A_file_becomes_configuration_and_settings_of_the_node()
    {
        Put(Make());

        Assert.Equal(NodeFileCode.Ok, NodeFileReader.Read(_files, Board, _read));
        NodeConfiguration configuration = NodeFileReader.ConfigurationOf(_read, 32);
        NodeSettings settings = NodeFileReader.SettingsOf(_read);
        Assert.Equal(ConfigurationFaultCode.None, configuration.Check());
        Assert.Equal(
            ("plant", "gw1", "node-07", "Pump 3", Board),
            (configuration.Site, configuration.Gateway, configuration.Name, configuration.Machine, configuration.Board));
        Assert.Equal((29.95f, 2500, 32), (configuration.ShaftHz, configuration.PeriodMs, configuration.OutboxCapacity));
        Assert.Equal(3.5f, configuration.Geometry!.Bpfo);
        Assert.Equal(("node-07", "Pump 3", 2500, 29_950, 8883),
            (settings.Name, settings.Machine, settings.PeriodMs, settings.ShaftMilliHz, settings.BrokerPort));
    }

    [Fact]
    public void Without_orders_the_bearing_is_unknown()
    {
        NodeFile file = Make();
        file.Orders[0] = 0;
        Put(file);

        Assert.Equal(NodeFileCode.Ok, NodeFileReader.Read(_files, Board, _read));
        Assert.Null(NodeFileReader.ConfigurationOf(_read, 32).Geometry);
    }

    [Fact]
    public void A_missing_file_a_long_one_a_torn_one_and_one_for_another_board_are_told_apart()
    {
        Assert.Equal(NodeFileCode.Missing, NodeFileReader.Read(_files, Board, _read));

        byte[] bytes = Put(Make());
        Assert.Equal(NodeFileCode.WrongBoard, NodeFileReader.Read(_files, "virtual-rev-a", _read));

        _files.Write(NodeFile.FileName, bytes, 0, bytes.Length - 1);
        Assert.Equal(NodeFileCode.BadChecksum, NodeFileReader.Read(_files, Board, _read));

        _files.Write(NodeFile.FileName, new byte[NodeFile.MaxLength + 1], 0, NodeFile.MaxLength + 1);
        Assert.Equal(NodeFileCode.BadLength, NodeFileReader.Read(_files, Board, _read));
    }

    [Fact]
    public void A_file_that_is_whole_but_makes_no_sense_is_refused()
    {
        NodeFile file = Make();
        file.PeriodMs = 99;
        Put(file);

        Assert.Equal(NodeFileCode.WrongSensing, NodeFileReader.Read(_files, Board, _read));
    }

    private byte[] Put(NodeFile file)
    {
        byte[] buffer = new byte[NodeFile.MaxLength];
        int length = file.Write(buffer, 0, buffer.Length, new CborWriter());
        _files.Write(NodeFile.FileName, buffer, 0, length);
        return buffer[..length];
    }

    private static NodeFile Make()
    {
        NodeFile file = new()
        {
            Board = Board, Site = "plant", Gateway = "gw1", Name = "node-07", Machine = "Pump 3", Host = "broker.plant", Port = 8883,
            PeriodMs = 2500, ShaftMilliHz = 29_950, EnvelopeLowHz = 2000, EnvelopeHighHz = 5000
        };
        file.Device[7] = 1;
        file.Key[0] = 1;
        float[] orders = [3.5f, 5.4f, 2.3f, 0.4f];
        orders.CopyTo(file.Orders, 0);
        return file;
    }
}
