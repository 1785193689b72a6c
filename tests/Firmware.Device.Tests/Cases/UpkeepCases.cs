using nanoFramework.TestFramework;
using Stethos.App;
using Stethos.App.Configuration;
using Stethos.App.Loading;
using Stethos.App.LocalOutput;
using Stethos.App.Provisioning;
using Stethos.App.Retained;
using Stethos.App.Supervision;
using Stethos.Crypto;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>What keeps a node itself: its file, settings, records, lamp, and what it tells without an application.</summary>
    [TestClass]
    public class UpkeepCases
    {
        private const string Board = "esp32-s3-n16r8-rev-a";
        private const string Device = "0001020304050607";
        private const string Key = "000102030405060708090a0b0c0d0e0f";

        [TestMethod]
        public void A_record_is_the_newest_whole_one_of_two()
        {
            MemoryFiles files = new MemoryFiles();
            RetainedRecord record = new RetainedRecord(files, "r", 4);
            Assert.IsTrue(!record.Load() && !record.IsDamaged, "nothing yet");
            for (byte i = 1; i <= 5; i++)
            {
                Assert.IsTrue(record.Save(new byte[] { i, 2, 3 }, 3) == FileStatusCode.Ok, "kept");
            }

            record = new RetainedRecord(files, "r", 4);
            Assert.IsTrue(record.Load() && record.Length == 3 && record.Content[0] == 5, "the newest");
            files.Write("r-b", new byte[] { 1 }, 0, 1);
            record = new RetainedRecord(files, "r", 4);
            Assert.IsTrue(record.Load() && record.IsDamaged && record.Content[0] == 4, "the one before, where the newest is torn");
        }

        [TestMethod]
        public void A_node_file_makes_the_node_and_another_board_s_does_not()
        {
            MemoryFiles files = new MemoryFiles();
            NodeFile file = new NodeFile();
            Assert.IsTrue(NodeFileReader.Read(files, Board, file) == NodeFileCode.Missing, "missing");
            file.Board = Board;
            file.Device[7] = 9;
            file.Site = "plant";
            file.Gateway = "gw1";
            file.Host = "broker";
            file.Port = 8883;
            file.PeriodMs = 2500;
            file.EnvelopeLowHz = 2000;
            file.EnvelopeHighHz = 5000;
            file.Orders[0] = 3.5f;
            file.Orders[1] = 5.5f;
            file.Orders[2] = 2.25f;
            file.Orders[3] = 0.375f;
            file.Key[0] = 1;
            byte[] buffer = new byte[NodeFile.MaxLength];
            int length = file.Write(buffer, 0, buffer.Length, new CborWriter());
            files.Write(NodeFile.FileName, buffer, 0, length);
            file = new NodeFile();
            Assert.IsTrue(NodeFileReader.Read(files, Board, file) == NodeFileCode.Ok, "read");
            NodeConfiguration configuration = NodeFileReader.ConfigurationOf(file, 64);
            Assert.IsTrue(
                configuration.Device[7] == 9 && configuration.PeriodMs == 2500 && configuration.Geometry != null
                && configuration.OutboxCapacity == 64 && configuration.Gateway == "gw1", "the node it describes");
            Assert.IsTrue(NodeFileReader.Read(files, "other", file) == NodeFileCode.WrongBoard, "another board");
        }

        [TestMethod]
        public void Signed_settings_are_tried_and_kept_and_others_change_nothing()
        {
            MemoryFiles files = new MemoryFiles();
            NodeSettings settings = new NodeSettings();
            settings.PeriodMs = 1000;
            ConfigurationKeeper keeper = Keeper(files, settings);
            Send(keeper, 1, "a1031907d0", 1);
            Assert.IsTrue(!keeper.WantsRestart, "another key");
            Send(keeper, 1, "a1031863", 0);
            Assert.IsTrue(!keeper.WantsRestart, "out of range");
            Send(keeper, 2, "a1031907d0", 0);
            Assert.IsTrue(keeper.WantsRestart, "accepted");

            settings = new NodeSettings();
            keeper = Keeper(files, settings);
            Assert.IsTrue(settings.PeriodMs == 2000 && keeper.IsOnTrial && keeper.Number == 2, "on trial after the restart");
            keeper.NoteAnswer();
            Assert.IsTrue(!keeper.IsOnTrial, "kept");
            Send(keeper, 2, "a1031903e8", 0);
            Assert.IsTrue(!keeper.WantsRestart, "a number counts once");
            settings = new NodeSettings();
            Keeper(files, settings);
            Assert.IsTrue(settings.PeriodMs == 2000, "still");
        }

        [TestMethod]
        public void The_lamp_plays_its_pattern_and_the_relay_waits_until_the_node_is_well_for_long()
        {
            PinRecord lamp = new PinRecord();
            LedPlayer player = new LedPlayer(lamp);
            int changes = lamp.Writes;
            for (int ms = 0; ms < 3200; ms += 50)
            {
                player.Step((LedCode)2, ms);
            }

            // Five flashes of 200 ms in 3.2 s.
            Assert.IsTrue(lamp.Writes - changes == 10 && !lamp.IsHigh, "flashes: " + (lamp.Writes - changes).ToString());
            PinRecord pin = new PinRecord();
            RelayOutput relay = new RelayOutput(pin);
            relay.Step(true, 0);
            relay.Step(true, RelayOutput.ReturnMs - 1);
            Assert.IsTrue(!pin.IsHigh, "not yet");
            relay.Step(true, RelayOutput.ReturnMs);
            Assert.IsTrue(pin.IsHigh, "well for long");
            relay.Step(false, RelayOutput.ReturnMs + 1);
            Assert.IsTrue(!pin.IsHigh, "falls at once");
        }

        [TestMethod]
        public void Last_words_become_a_frame_without_an_application_and_a_silent_loop_is_noticed()
        {
            TurnedClock clock = new TurnedClock();
            NodeState state = new NodeState(7, 16, 0);
            NodeConfiguration configuration = new NodeConfiguration();
            configuration.Device = Bytes.FromHex(Device);
            ReportLoop loop = new ReportLoop(configuration, new NodeClock(clock), state);
            LoopBeats beats = state.Control.Beats;
            beats.SetDeadline(LoopCode.Capture, 1000);
            loop.Step();
            Assert.IsTrue(state.Outbox.Depth == 0 && beats.Missing(1000) == LoopCode.None, "nothing to tell");
            Assert.IsTrue(beats.Missing(1001) == LoopCode.Capture, "a loop that does not come round");
            LastWordsMessage words = new LastWordsMessage();
            words.EndedBoot = 6;
            words.Cause = ResetCauseCode.Watchdog;
            words.Loop = LoopCode.Capture;
            words.UptimeSeconds = 86400;
            state.Control.Reports.PostWords(words);
            loop.Step();
            byte[] frame = new byte[256];
            bool resent;
            int length = state.Outbox.Take(true, 0, 1000, frame, out resent);
            words = new LastWordsMessage();
            Assert.IsTrue(words.Read(frame, 0, length, new MessageReader()) == FrameErrorCode.None, "a frame");
            Assert.IsTrue(
                words.Key.Boot == 7 && words.Key.Sequence == 1 && words.EndedBoot == 6 && words.Loop == LoopCode.Capture
                && words.UptimeSeconds == 86400, "as it was told");
        }

        private static ConfigurationKeeper Keeper(MemoryFiles files, NodeSettings settings)
        {
            ConfigurationKeeper keeper = new ConfigurationKeeper(
                files, Bytes.FromHex(Device), Bytes.FromHex(Key), settings, new ErrorCounters(), new ReportBox());
            keeper.Start(false);
            return keeper;
        }

        // As the gateway signs; a key changed by one byte when told so.
        private static void Send(ConfigurationKeeper keeper, uint number, string body, byte change)
        {
            ConfigurationMessage message = new ConfigurationMessage();
            byte[] bytes = Bytes.FromHex(body);
            message.Number = number;
            message.BodyLength = bytes.Length;
            System.Array.Copy(bytes, 0, message.Body, 0, bytes.Length);
            byte[] covered = Bytes.FromHex("737465" + "74686f732d6366672d31" + Device + "000000" + "00");
            covered[covered.Length - 1] = (byte)number;
            byte[] key = Bytes.FromHex(Key);
            key[3] ^= change;
            HmacSha256 hmac = new HmacSha256(key, 0, key.Length);
            hmac.Update(covered, 0, covered.Length);
            hmac.Update(bytes, 0, bytes.Length);
            byte[] mac = new byte[32];
            hmac.Finish(mac, 0);
            System.Array.Copy(mac, 0, message.Mac, 0, ConfigurationMessage.MacLength);
            byte[] buffer = new byte[ConfigurationMessage.MaxLength];
            int length = message.Write(buffer, 0, buffer.Length, new CborWriter());
            keeper.Take(buffer, 0, length);
        }
    }
}
