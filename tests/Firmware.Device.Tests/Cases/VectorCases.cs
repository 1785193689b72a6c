using System;
using nanoFramework.TestFramework;
using Stethos.Protocol;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>
    /// Every golden message that the smallest tier's fixed part reads is read and written again; others are in WideVectorCases.
    /// Descriptions, which only the gateway reads, are told from the rest.
    /// </summary>
    [TestClass]
    public class VectorCases
    {
        [TestMethod]
        public void Every_golden_message_is_read_and_written_again_as_the_same_bytes()
        {
            byte[] again = new byte[1200];
            MessageReader reader = new MessageReader();
            CborWriter writer = new CborWriter();
            for (int i = 0; i < Vectors.Count; i++)
            {
                string name = Vectors.NameOf(i);
                byte[] golden = Bytes.FromHex(Vectors.HexOf(i));
                MessageKindCode kind = reader.PeekKind(golden, 0, golden.Length);
                bool isLeftOut = kind == MessageKindCode.Description || StateMessage.IsOffline(golden, 0, golden.Length);
                if (isLeftOut)
                {
                    continue;
                }

                int length = Rewrite(golden, again, reader, writer);
                Assert.IsTrue(length == golden.Length, name + ": length " + length.ToString());
                for (int at = 0; at < length; at++)
                {
                    Assert.IsTrue(again[at] == golden[at], name + ": byte " + at.ToString());
                }
            }
        }

        [TestMethod]
        public void Every_truncation_of_a_golden_message_is_refused()
        {
            byte[] again = new byte[1200];
            MessageReader reader = new MessageReader();
            CborWriter writer = new CborWriter();
            for (int i = 0; i < Vectors.Count; i++)
            {
                byte[] golden = Bytes.FromHex(Vectors.HexOf(i));
                for (int length = 0; length < golden.Length; length += 1 + (golden.Length / 100))
                {
                    byte[] cut = new byte[length];
                    Array.Copy(golden, 0, cut, 0, length);
                    Assert.IsTrue(Rewrite(cut, again, reader, writer) <= 0, Vectors.NameOf(i) + " cut to " + length.ToString());
                }
            }
        }

        // Length of the message written again; minus the error number when it was not read.
        private static int Rewrite(byte[] golden, byte[] again, MessageReader reader, CborWriter writer)
        {
            int count = golden.Length;
            switch (reader.PeekKind(golden, 0, count))
            {
                case MessageKindCode.Features:
                    FeatureFrame frame = new FeatureFrame();
                    return Result(frame.Read(golden, 0, count, reader), frame.Write(again, 0, again.Length, writer));
                case MessageKindCode.GapNotice:
                    GapNotice notice = new GapNotice();
                    return Result(notice.Read(golden, 0, count, reader), notice.Write(again, 0, again.Length, writer));
                case MessageKindCode.Acknowledgement:
                    Acknowledgement acknowledgement = new Acknowledgement();
                    return Result(
                        acknowledgement.Read(golden, 0, count, reader), acknowledgement.Write(again, 0, again.Length, writer));
                case MessageKindCode.Command:
                    Command command = new Command();
                    return Result(command.Read(golden, 0, count, reader), command.Write(again, 0, again.Length, writer));
                case MessageKindCode.BurstChunk:
                    BurstChunk chunk = new BurstChunk();
                    return Result(chunk.Read(golden, 0, count, reader), chunk.Write(again, 0, again.Length, writer));
                case MessageKindCode.State:
                    StateMessage state = new StateMessage();
                    return Result(state.Read(golden, 0, count, reader), state.Write(again, 0, again.Length, writer));
                case MessageKindCode.Health:
                    HealthMessage health = new HealthMessage();
                    return Result(health.Read(golden, 0, count, reader), health.Write(again, 0, again.Length, writer));
                case MessageKindCode.LastWords:
                    LastWordsMessage words = new LastWordsMessage();
                    return Result(words.Read(golden, 0, count, reader), words.Write(again, 0, again.Length, writer));
                case MessageKindCode.Configuration:
                    ConfigurationMessage settings = new ConfigurationMessage();
                    return Result(settings.Read(golden, 0, count, reader), settings.Write(again, 0, again.Length, writer));
                case MessageKindCode.ConfigurationResult:
                    ConfigurationResultMessage result = new ConfigurationResultMessage();
                    return Result(result.Read(golden, 0, count, reader), result.Write(again, 0, again.Length, writer));
                default:
                    return 0;
            }
        }

        private static int Result(FrameErrorCode error, int written)
        {
            return error == FrameErrorCode.None ? written : -(int)error;
        }
    }
}
