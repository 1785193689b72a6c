using System;
using nanoFramework.TestFramework;
using Stethos.Protocol;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>Golden messages that the smallest tier does not read, pictures and updates, are read and written again.</summary>
    [TestClass]
    public class WideVectorCases
    {
        [TestMethod]
        public void Every_golden_message_of_pictures_and_updates_is_written_again_as_the_same_bytes()
        {
            byte[] again = new byte[1200];
            MessageReader reader = new MessageReader();
            CborWriter writer = new CborWriter();
            for (int i = 0; i < WideVectors.Count; i++)
            {
                string name = WideVectors.NameOf(i);
                byte[] golden = Bytes.FromHex(WideVectors.HexOf(i));
                int length = Rewrite(golden, again, reader, writer);
                Assert.IsTrue(length == golden.Length, name + ": length " + length.ToString());
                for (int at = 0; at < length; at++)
                {
                    Assert.IsTrue(again[at] == golden[at], name + ": byte " + at.ToString());
                }
            }
        }

        [TestMethod]
        public void Every_truncation_of_them_is_refused()
        {
            byte[] again = new byte[1200];
            MessageReader reader = new MessageReader();
            CborWriter writer = new CborWriter();
            for (int i = 0; i < WideVectors.Count; i++)
            {
                byte[] golden = Bytes.FromHex(WideVectors.HexOf(i));
                for (int length = 0; length < golden.Length; length += 1 + (golden.Length / 100))
                {
                    byte[] cut = new byte[length];
                    Array.Copy(golden, 0, cut, 0, length);
                    Assert.IsTrue(Rewrite(cut, again, reader, writer) <= 0, WideVectors.NameOf(i) + " cut to " + length.ToString());
                }
            }
        }

        // Length of the message written again; minus the error number when it was not read.
        private static int Rewrite(byte[] golden, byte[] again, MessageReader reader, CborWriter writer)
        {
            int count = golden.Length;
            switch (reader.PeekKind(golden, 0, count))
            {
                case MessageKindCode.VisionFeatures:
                    VisionFeatures frame = new VisionFeatures();
                    return Result(frame.Read(golden, 0, count, reader), frame.Write(again, 0, again.Length, writer));
                case MessageKindCode.CropChunk:
                    CropChunk crop = new CropChunk();
                    return Result(crop.Read(golden, 0, count, reader), crop.Write(again, 0, again.Length, writer));
                case MessageKindCode.UpdateCommand:
                    UpdateCommandMessage command = new UpdateCommandMessage();
                    return Result(command.Read(golden, 0, count, reader), command.Write(again, 0, again.Length, writer));
                case MessageKindCode.Freshness:
                    FreshnessMessage freshness = new FreshnessMessage();
                    return Result(freshness.Read(golden, 0, count, reader), freshness.Write(again, 0, again.Length, writer));
                case MessageKindCode.UpdateStatus:
                    UpdateStatus status = new UpdateStatus();
                    return Result(status.Read(golden, 0, count, reader), status.Write(again, 0, again.Length, writer));
                case MessageKindCode.ManifestPart:
                    ManifestPart part = new ManifestPart();
                    return Result(part.Read(golden, 0, count, reader), part.Write(again, 0, again.Length, writer));
                case MessageKindCode.UpdateChunk:
                    UpdateChunk chunk = new UpdateChunk();
                    return Result(chunk.Read(golden, 0, count, reader), chunk.Write(again, 0, again.Length, writer));
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
