using System;
using System.Linq;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Boards.Virtual.Tests;

public sealed class FleetOptionsTests
{
    [Fact]
    public void Boards_differ_in_device_speed_noise_and_seed_and_one_has_the_fault()
    {
        var boards = (Fleet.Of(20) with { FaultNode = 4 }).Boards().ToList();

        Assert.Equal(20, boards.Select(board => VirtualBoard.DeviceText(board.Index)).Distinct().Count());
        Assert.Equal(20, boards.Select(board => board.Machine.ShaftHz).Distinct().Count());
        Assert.Equal(20, boards.Select(board => board.Machine.Seed).Distinct().Count());
        Assert.All(boards, board => Assert.InRange(board.Machine.ShaftHz, 24, 30));
        Assert.Equal(3, Assert.Single(boards, board => board.Machine.Fault == MachineFault.Outer).Index);
    }

    [Theory]
    [InlineData(0, 1, "--nodes 0: 1 to 1000")]
    [InlineData(1001, 1, "--nodes 1001: 1 to 1000")]
    [InlineData(3, 4, "--fault-node 4: 1 to 3")]
    [InlineData(3, 0, "--fault-node 0: 1 to 3")]
    public void A_fleet_that_cannot_be_names_the_option(int nodes, int faultNode, string message)
    {
        var options = Fleet.Of(nodes) with { FaultNode = faultNode };

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => options.Boards().Count()).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65_536)]
    public void A_port_that_cannot_be_names_the_option(int port)
    {
        var options = Fleet.Of(1) with { BrokerPort = port };

        Assert.Equal($"--broker-port {port}: 1 to 65535", Assert.Throws<ArgumentException>(() => options.Boards().Count()).Message);
    }

    [Fact]
    public void Cameras_go_to_the_board_with_the_fault_first_and_only_its_part_is_scratched()
    {
        var boards = (Fleet.Of(5) with { FaultNode = 4, Vision = new FleetVision { Nodes = 3 } }).Boards().ToList();

        Assert.Equal([0, 1, 3], boards.Where(board => board.Vision is not null).Select(board => board.Index));
        Assert.Equal(3, Assert.Single(boards, board => board.Vision is { } view && double.IsFinite(view.Parts.DefectStartSeconds)).Index);
        Assert.Equal(3, Assert.Single(boards, board => board.Vision is { } view && double.IsFinite(view.Thermal.HotStartSeconds)).Index);
    }

    [Theory]
    [InlineData(-1, 2000, "--vision -1: 0 to 2")]
    [InlineData(3, 2000, "--vision 3: 0 to 2")]
    [InlineData(1, 99, "--vision-period-ms 99: 100 to 3600000")]
    public void Cameras_that_cannot_be_name_the_option(int vision, int periodMs, string message)
    {
        var options = Fleet.Of(2) with { Vision = new FleetVision { Nodes = vision, PeriodMs = periodMs } };

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => options.Boards().Count()).Message);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(3_600_001)]
    public void A_period_out_of_range_names_the_field(int periodMs)
    {
        var board = (Fleet.Of(1) with { PeriodMs = periodMs }).Boards().Single();

        Assert.Contains("Period", Assert.Throws<ArgumentException>(() => VirtualBoard.Configure(board)).Message, StringComparison.Ordinal);
    }
}
