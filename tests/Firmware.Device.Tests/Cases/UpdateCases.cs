using nanoFramework.TestFramework;
using Stethos.Hal;
using Stethos.Update;
using Stethos.Update.Boot;
using Stethos.Update.Slots;
using Stethos.Update.Transfer;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>What an update goes through: unpacking, mending, slots in flash, and the record that decides what starts.</summary>
    [TestClass]
    public class UpdateCases
    {
        private const int Chunk = 64;

        [TestMethod]
        public void A_packed_block_gives_its_bytes_and_no_other_length()
        {
            byte[] block = Bytes.FromHex("55616263646505005" + "07678797a21");
            byte[] target = new byte[64];
            for (int length = 0; length < target.Length; length++)
            {
                Assert.IsTrue(LzDecoder.Unpack(block, 0, block.Length, target, length) == (length == 19), "length " + length.ToString());
            }

            LzDecoder.Unpack(block, 0, block.Length, target, 19);
            byte[] first = new byte[19];
            System.Array.Copy(target, 0, first, 0, 19);
            Assert.IsTrue(Bytes.ToHex(first) == "6162636465616263646561626364" + "7678797a21", "bytes");
        }

        [TestMethod]
        public void Chunks_that_were_lost_are_solved_from_sums_of_others()
        {
            HeldChunks slot = new HeldChunks(20, Chunk, 7);
            RepairDecoder decoder = new RepairDecoder(16, 20, Chunk);
            decoder.Begin(slot);
            byte[] symbol = new byte[Chunk];
            uint seed = 1000;
            while (!decoder.IsSolving && seed < 1100)
            {
                slot.Sum(seed, symbol);
                decoder.Add(seed, symbol, 0);
                seed++;
            }

            int spoiled;
            byte[] buffer = new byte[Chunk];
            for (int step = 0; step < 1000 && slot.Missing > 0; step++)
            {
                Assert.IsTrue(decoder.Step(buffer, out spoiled) == UpdateReasonCode.None && spoiled == 0, "step " + step.ToString());
            }

            Assert.IsTrue(slot.Missing == 0 && slot.IsRight(), "all chunks as they were");
        }

        [TestMethod]
        public void What_was_flashed_is_there_after_a_restart_and_a_rotten_byte_is_found()
        {
            MemoryFiles files = new MemoryFiles();
            byte[] image = new byte[5000];
            uint random = 5;
            for (int i = 0; i < image.Length; i++)
            {
                random = Bytes.Next(random);
                image[i] = (byte)(random >> 24);
            }

            UpdateMachine flashed = Open(files);
            byte[] id = new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 };
            Assert.IsTrue(
                new FactoryFlash(flashed, new PortableKeyedHash()).Flash(image, 9, id) == UpdateReasonCode.None, "flashed");

            UpdateMachine started = Open(files);
            Assert.IsTrue(started.State == UpdateStateCode.Confirmed, "confirmed");
            Assert.IsTrue(started.Verifier.VerifyPair(started.Record, started.Record.Active), "whole");

            files.Rot(5000);
            UpdateMachine rotten = Open(files);
            Assert.IsTrue(!rotten.Verifier.VerifyPair(rotten.Record, rotten.Record.Active), "a rotten byte is found");
        }

        private static UpdateMachine Open(IFileStore files)
        {
            PortableKeyedHash hash = new PortableKeyedHash();
            SlotVerifier verifier = new SlotVerifier(SlotSizes.Make(files, hash), new ChunkList(SlotSizes.MaxChunks), hash);
            UpdateMachine machine = new UpdateMachine(new BootLog(files, new byte[BootLog.DefaultLength]), verifier);
            machine.Load();
            return machine;
        }
    }
}
