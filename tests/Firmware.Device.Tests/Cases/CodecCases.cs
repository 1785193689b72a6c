using nanoFramework.TestFramework;
using Stethos.Crypto;
using Stethos.Protocol;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>Checksums, digests and number formats against published values.</summary>
    [TestClass]
    public class CodecCases
    {
        private static readonly byte[] Digits = { 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39 };
        private static readonly byte[] Abc = { 0x61, 0x62, 0x63 };

        [TestMethod]
        public void Crc32_has_its_check_value()
        {
            Assert.IsTrue(Crc32.Compute(Digits, 0, Digits.Length) == 0xCBF43926, "CRC-32 of 123456789");
        }

        [TestMethod]
        public void Sha256_has_the_published_digest()
        {
            byte[] digest = new byte[Sha256.DigestLength];
            Sha256 sha = new Sha256();
            sha.Update(Abc, 0, Abc.Length);
            sha.Finish(digest, 0);
            Assert.IsTrue(
                Bytes.ToHex(digest) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "SHA-256 of abc");
        }

        [TestMethod]
        public void Every_half_float_comes_back()
        {
            for (int half = 0; half < 65536; half++)
            {
                bool isFinite = (half & 0x7C00) != 0x7C00;
                if (isFinite && HalfFloat.FromSingle(HalfFloat.ToSingle(half)) != half)
                {
                    Assert.IsTrue(false, "half " + half.ToString());
                }
            }
        }

        [TestMethod]
        public void Device_ids_are_told_from_other_texts()
        {
            byte[] id = new byte[8];
            Assert.IsTrue(DeviceId.TryParse("00a1b2c3d4e5f607", id), "a device id");
            Assert.IsTrue(DeviceId.ToText(id, 0) == "00a1b2c3d4e5f607", "and back");
            Assert.IsTrue(!DeviceId.TryParse("00A1b2c3d4e5f607", id), "upper case");
            Assert.IsTrue(!DeviceId.TryParse("00a1b2c3d4e5f60", id), "too short");
        }

        [TestMethod]
        public void A_node_file_comes_back_and_a_torn_one_is_refused()
        {
            NodeFile file = new NodeFile();
            file.Board = "esp32-wroom-32-rev-a";
            file.Device[0] = 1;
            file.Key[31] = 7;
            file.Site = "plant";
            file.Gateway = "gw1";
            file.Host = "broker";
            file.Port = 8883;
            file.PeriodMs = 1000;
            file.EnvelopeLowHz = 2000;
            file.EnvelopeHighHz = 5000;
            file.Orders[0] = 3.5f;
            byte[] buffer = new byte[400];
            int length = file.Write(buffer, 0, buffer.Length, new CborWriter());
            NodeFile read = new NodeFile();
            Assert.IsTrue(read.Read(buffer, 0, length, new CborReader()) == NodeFileCode.Ok, "read");
            Assert.IsTrue(read.Check() == NodeFileCode.Ok, "checked");
            Assert.IsTrue(read.Host == "broker" && read.Port == 8883 && read.Key[31] == 7 && read.Orders[0] == 3.5f, "same");
            for (int i = 0; i < length; i++)
            {
                buffer[i] ^= 4;
                if (read.Read(buffer, 0, length, new CborReader()) != NodeFileCode.BadChecksum)
                {
                    Assert.IsTrue(false, "flipped bit in byte " + i.ToString());
                }

                buffer[i] ^= 4;
            }
        }
    }
}
