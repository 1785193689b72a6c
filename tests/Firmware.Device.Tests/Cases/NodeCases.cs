using nanoFramework.TestFramework;
using Stethos.App;
using Stethos.App.Outboxes;
using Stethos.Hal;
using Stethos.Hal.Links;
using Stethos.Protocol;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>What must not lose a frame: the count of starts, the outbox in memory and in flash, the ring of messages.</summary>
    [TestClass]
    public class NodeCases
    {
        [TestMethod]
        public void A_boot_number_never_comes_twice()
        {
            MemoryFiles files = new MemoryFiles();
            uint last = 0;
            for (int start = 0; start < 50; start++)
            {
                uint boot = new BootCounter(files, new CountingRandom()).Next(0);
                Assert.IsTrue(last < boot, "start " + start.ToString());
                last = boot;
            }
        }

        [TestMethod]
        public void An_outbox_gives_back_what_it_took_and_frees_what_is_acknowledged()
        {
            Outbox outbox = new Outbox(32, 7);
            byte[] frame = new byte[200];
            Acknowledgement acknowledgement = new Acknowledgement();
            acknowledgement.Boot = 7;
            bool resent;
            for (uint sequence = 1; sequence <= 500; sequence++)
            {
                frame[0] = (byte)sequence;
                Assert.IsTrue(outbox.Add(sequence, frame, 0, 100), "added");
                Assert.IsTrue(outbox.Take(true, 0, 10000, frame, out resent) == 100, "taken");
                Assert.IsTrue(frame[0] == (byte)sequence && !resent, "the newest, fresh");
                acknowledgement.Cumulative = sequence;
                Assert.IsTrue(outbox.Acknowledge(acknowledgement) == 1, "freed");
            }

            Assert.IsTrue(outbox.Depth == 0, "empty");
        }

        [TestMethod]
        public void Frames_in_flash_are_there_after_a_restart()
        {
            MemoryFiles files = new MemoryFiles();
            Outbox before = Open(files);
            byte[] frame = new byte[200];
            for (uint sequence = 1; sequence <= 20; sequence++)
            {
                frame[0] = (byte)sequence;
                before.Add(sequence, frame, 0, 150);
                before.Step(5000 * sequence);
            }

            before.Flush(200000);
            Outbox after = Open(files);
            bool resent;
            int found = 0;
            Acknowledgement acknowledgement = new Acknowledgement();
            acknowledgement.Boot = before.Boot;
            for (int turn = 1; turn <= 100; turn++)
            {
                after.Step(turn);
                if (after.Take(false, turn, 1000000, frame, out resent) > 0)
                {
                    found++;
                    acknowledgement.Cumulative = frame[0];
                    after.Acknowledge(acknowledgement);
                }
            }

            Assert.IsTrue(before.Boot < after.Boot, "a new boot");
            Assert.IsTrue(found == 20, "frames: " + found.ToString());
        }

        [TestMethod]
        public void Messages_wait_in_the_ring_in_their_order()
        {
            TopicNames topics = new TopicNames(2);
            topics.Add("ack");
            topics.Add("cmd");
            InboundRing ring = new InboundRing(2, 8, topics);
            byte[] buffer = new byte[8];
            string topic;
            int length;
            for (int i = 0; i < 20; i++)
            {
                ring.Add("cmd", new byte[] { (byte)i, 2 });
                ring.Add("ack", new byte[] { (byte)i });
                ring.Add("ack", new byte[] { 99 });
                Assert.IsTrue(ring.TryTake(out topic, buffer, out length) && topic == "cmd" && length == 2, "first");
                Assert.IsTrue(ring.TryTake(out topic, buffer, out length) && topic == "ack" && buffer[0] == i, "second");
            }

            Assert.IsTrue(ring.Dropped == 20, "what found no room is counted");
        }

        private static Outbox Open(IFileStore files)
        {
            OutboxOptions options = new OutboxOptions();
            options.RamFrames = 16;
            options.BlockCount = 8;
            options.BlockLength = 1024;
            return new Outbox(options, files, new BootCounter(files, new CountingRandom()));
        }
    }
}
