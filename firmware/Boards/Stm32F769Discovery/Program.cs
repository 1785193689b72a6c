using Stethos.App;
using Stethos.App.Provisioning;
using Stethos.Drivers.Adxl345;
using Stethos.Hal;
using Stethos.Hal.NanoFramework;
using Stethos.Hal.NanoFramework.Files;
using Stethos.Hal.NanoFramework.I2c;
using Stethos.Hal.NanoFramework.Links;
using Stethos.Protocol;

namespace Stethos.Boards.Stm32F769Discovery
{
    /// <summary>Wiring of the board: parts to drivers, drivers to loops. The wire brings its own address.</summary>
    public static class Program
    {
        private const int SlowWindow = 1024;
        private const int BurstSamples = 1024;
        private const int OutboxFrames = 512;
        private const int CaptureTurnMs = 10;
        private const int LinkTurnMs = 20;

        public static void Main()
        {
            IClock clock = new DeviceClock();
            IFileStore files = new DriveFileStore(Board.Drive);
            NodeFile file = new NodeFile();
            if (NodeFileReader.Read(files, Board.Name, file) != NodeFileCode.Ok)
            {
                // Nothing can be sent without knowing where to: wait for the file.
                DeviceThread.Sleep();
            }

            NodeConfiguration configuration = NodeFileReader.ConfigurationOf(file, OutboxFrames);
            NodeClock nodeClock = new NodeClock(clock);
            NodeState state = new NodeState(BootCounter.Next(files), OutboxFrames, BurstSamples);
            ICapture[] captures = Captures();
            CaptureLoop capture = new CaptureLoop(configuration, captures, nodeClock, state);
            LinkLoop link = new LinkLoop(configuration, captures, Link(file), new DeviceRandom(), nodeClock, state);
            DeviceThread.Start(capture.Step, CaptureTurnMs);
            DeviceThread.Run(link.Step, LinkTurnMs);
        }

        private static ICapture[] Captures()
        {
            I2cBus bus = new I2cBus(Board.I2c1Bus, Board.Adxl345Address, true);
            return new ICapture[]
            {
                new Adxl345Capture(new Adxl345Driver(bus, true), Board.Adxl345SampleRateHz, Board.Adxl345RangeG, SlowWindow)
            };
        }

        private static ILink Link(NodeFile file)
        {
            MqttLinkOptions options = new MqttLinkOptions();
            options.Host = file.Host;
            options.Port = file.Port;
            options.Authority = file.Authority.Length == 0 ? null : file.Authority;
            return new MqttLink(options);
        }
    }
}
