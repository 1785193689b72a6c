using Stethos.App;
using Stethos.App.Outboxes;
using Stethos.App.Provisioning;
using Stethos.Drivers.Adxl1002;
using Stethos.Drivers.Adxl345;
using Stethos.Hal;
using Stethos.Hal.NanoFramework;
using Stethos.Hal.NanoFramework.Esp32;
using Stethos.Hal.NanoFramework.Files;
using Stethos.Hal.NanoFramework.I2c;
using Stethos.Hal.NanoFramework.Links;
using Stethos.Hal.Parts;
using Stethos.Protocol;

namespace Stethos.Boards.Esp32Wroom32
{
    /// <summary>Wiring of the board: parts to drivers, drivers to loops.</summary>
    public static class Program
    {
        // As small as still useful: what this board needs is in docs/device-results.md.
        private const int FastWindow = 256;
        private const int SlowWindow = 128;
        private const int BurstSamples = 512;
        private const int RamFrames = 16;
        private const int FlashBlocks = 32;
        private const int BlockLength = 2048;
        private const int KeeperTurnMs = 50;
        private const int CaptureTurnMs = 10;
        private const int LinkTurnMs = 50;
        private const int JoinPauseMs = 5000;

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

            NodeConfiguration configuration = NodeFileReader.ConfigurationOf(file, RamFrames);
            Esp32Pins.UseI2c1(Board.I2c1SdaPin, Board.I2c1SclPin);
            Esp32Pins.UseI2s1(Board.I2s1MckPin, Board.I2s1BckPin, Board.I2s1WsPin, Board.I2s1DinPin);
            NodeClock nodeClock = new NodeClock(clock);
            IRandom random = new DeviceRandom();
            Outbox outbox = new Outbox(Flash(), files, new BootCounter(files, random));
            NodeState state = new NodeState(outbox, BurstSamples);
            ICapture[] captures = Captures(clock);
            CaptureLoop capture = new CaptureLoop(configuration, captures, nodeClock, state);
            LinkLoop link = new LinkLoop(configuration, captures, Link(file), random, nodeClock, state);
            DeviceThread.Start(capture.Step, CaptureTurnMs);
            DeviceThread.Start(() => outbox.Step(clock.UptimeMs), KeeperTurnMs);
            while (!WifiNetwork.Join(file.Ssid, file.Password))
            {
                clock.Wait(JoinPauseMs);
            }

            DeviceThread.Run(link.Step, LinkTurnMs);
        }

        private static OutboxOptions Flash()
        {
            OutboxOptions options = new OutboxOptions();
            options.RamFrames = RamFrames;
            options.BlockCount = FlashBlocks;
            options.BlockLength = BlockLength;
            return options;
        }

        private static ICapture[] Captures(IClock clock)
        {
            I2sPort port = new I2sPort(Board.I2s1Bus, Board.Adxl1002SampleRateHz, Board.DmaBudgetBytes);
            LeftChannelStream stream = new LeftChannelStream(
                port, clock, Board.Adxl1002SampleRateHz, Board.Adxl1002DmaBuffers * Board.Adxl1002DmaBufferSamples);
            I2cBus bus = new I2cBus(Board.I2c1Bus, Board.Adxl345Address, true);
            return new ICapture[]
            {
                new Adxl1002Capture(new Adxl1002Driver(stream, Board.Adxl1002RangeG), Board.Adxl1002RangeG, FastWindow),
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
