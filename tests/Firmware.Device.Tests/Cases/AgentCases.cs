using nanoFramework.TestFramework;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Boot;
using Stethos.Update.Manifests;
using Stethos.Update.Trust;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>The golden release of tests/vectors/update on its way to a node, signature, slots, trial and all.</summary>
    [TestClass]
    public class AgentCases
    {
        private const byte Key = 7;

        [TestMethod]
        public void A_signed_release_is_staged_armed_tried_and_confirmed()
        {
            FedNode node = new FedNode();
            Download(node);
            Assert.IsTrue(node.Machine.State == UpdateStateCode.Staged, "staged, not " + node.Machine.State.ToString());
            node.Order(UpdateActionCode.Activate, Key);
            Assert.IsTrue(node.Machine.State == UpdateStateCode.Armed, "armed, not " + node.Machine.State.ToString());
            node.Boot();
            Assert.IsTrue(node.Machine.State == UpdateStateCode.Trial, "on trial, not " + node.Machine.State.ToString());
            byte[]? running = node.Loader.Read(ComponentCode.Application);
            Assert.IsTrue(running != null && Bytes.ToHex(running) == Bytes.ToHex(FedNode.Image()), "the new application");
            byte[]? model = node.Loader.Read(ComponentCode.Model);
            Assert.IsTrue(model != null && Bytes.ToHex(model) == EdgeVectors.Model, "the model");
            for (int second = 0; second < 100 && node.Machine.State == UpdateStateCode.Trial; second++)
            {
                node.Thrive();
            }

            Assert.IsTrue(
                node.Machine.State == UpdateStateCode.Confirmed && node.Machine.Reason == UpdateReasonCode.None,
                "confirmed, not " + node.Machine.State.ToString() + " for " + node.Machine.Reason.ToString());
            Assert.IsTrue(node.Machine.Record.ManifestSequence == 1, "the release's number is kept");
        }

        [TestMethod]
        public void A_trial_that_no_gateway_sees_through_ends_with_what_ran_before()
        {
            FedNode node = new FedNode();
            Download(node);
            node.State.Control.NoteRoundTrip(0);
            node.Order(UpdateActionCode.Activate, Key);
            for (int start = 0; start < 20 && node.Machine.State != UpdateStateCode.RolledBack; start++)
            {
                node.Boot();
            }

            Assert.IsTrue(node.Machine.State == UpdateStateCode.RolledBack, "rolled back");
            byte[]? running = node.Loader.Read(ComponentCode.Application);
            Assert.IsTrue(running != null && Bytes.ToHex(running) == "010203", "what the factory flashed");
        }

        [TestMethod]
        public void A_changed_bit_of_a_signed_head_or_of_a_chunk_never_gets_staged()
        {
            byte[] head = Bytes.FromHex(ReleaseVectors.Head);
            for (int at = 5; at < head.Length; at += 331)
            {
                FedNode changed = new FedNode();
                changed.Order(UpdateActionCode.Download, Key);
                head[at] ^= 16;
                changed.ServeHead(head);
                head[at] ^= 16;
                Assert.IsTrue(changed.Machine.State != UpdateStateCode.Staging, "byte " + at.ToString() + " of the head");
            }

            FedNode node = new FedNode();
            node.Order(UpdateActionCode.Download, Key);
            node.ServeHead(head);
            byte[] image = FedNode.Image();
            image[2048] ^= 1;
            node.ServeChunks(ComponentCode.Application, image);
            Assert.IsTrue(node.Machine.State == UpdateStateCode.Staging, "the chunk is not taken");
            image[2048] ^= 1;
            node.ServeChunks(ComponentCode.Application, image);
            Assert.IsTrue(node.Status.Component == (int)ComponentCode.Model, "the right one is");
        }

        [TestMethod]
        public void An_abort_gives_up_what_is_staged_and_it_can_be_had_again()
        {
            FedNode node = new FedNode();
            Download(node);
            node.Order(UpdateActionCode.Abort, Key);
            Assert.IsTrue(
                node.Machine.State != UpdateStateCode.Staged && node.Machine.State != UpdateStateCode.Staging, "given up");
            node.Order(UpdateActionCode.Activate, Key);
            Assert.IsTrue(node.Machine.State != UpdateStateCode.Armed, "cannot be started");
            Download(node);
            Assert.IsTrue(node.Machine.State == UpdateStateCode.Staged, "staged anew");
        }

        [TestMethod]
        public void Only_the_gateway_with_the_key_commands()
        {
            FedNode node = new FedNode();
            node.Order(UpdateActionCode.Download, Key + 1);
            Assert.IsTrue(!node.Status.HasImage, "another key");
            Assert.IsTrue(node.State.Control.Errors.Of(NodeErrorCode.MessageRefused) == 1, "counted");
            node.Order(UpdateActionCode.Download, Key);
            Assert.IsTrue(node.Status.HasImage && node.Status.Missing > 0, "the gateway's");
        }

        [TestMethod]
        public void Changed_manifests_and_key_sets_are_refused_by_form_or_signature()
        {
            byte[] head = Bytes.FromHex(ReleaseVectors.Head);
            MemoryFiles files = new MemoryFiles();
            byte[] file = Bytes.FromHex(ReleaseVectors.KeySetFile);
            files.Write(KeySetStore.FirstFile, file, 0, file.Length);
            KeySet? keys = new KeySetStore(files).Load();
            Assert.IsTrue(keys != null && keys.Version == 1, "the key set is whole");
            ManifestBundle bundle = new ManifestBundle();
            Assert.IsTrue(bundle.Read(head, 0, head.Length) == UpdateReasonCode.None, "the head is whole");
            for (int cut = 0; cut < head.Length; cut += 13)
            {
                Assert.IsTrue(bundle.Read(head, 0, cut) != UpdateReasonCode.None, "cut at " + cut.ToString());
            }

            for (int at = 0; at < file.Length; at += 17)
            {
                file[at] ^= 1;
                files.Write(KeySetStore.FirstFile, file, 0, file.Length);
                Assert.IsTrue(new KeySetStore(files).Load() == null, "byte " + at.ToString() + " of the key set");
                file[at] ^= 1;
            }
        }

        private static void Download(FedNode node)
        {
            node.Order(UpdateActionCode.Download, Key);
            node.ServeHead(Bytes.FromHex(ReleaseVectors.Head));
            node.ServeChunks(ComponentCode.Application, FedNode.Image());
            node.ServeChunks(ComponentCode.Model, Bytes.FromHex(EdgeVectors.Model));
        }
    }
}
