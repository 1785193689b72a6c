using nanoFramework.TestFramework;
using Stethos.App;
using Stethos.App.Configuration;
using Stethos.App.Edge;
using Stethos.Edge;
using Stethos.Protocol;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>The model on the node with the sample model and the windows that come with it.</summary>
    [TestClass]
    public class EdgeCases
    {
        private const int Calm = 0;
        private const int Faulty = 2;

        [TestMethod]
        public void Every_golden_window_is_sent_with_the_outputs_that_come_with_it()
        {
            JudgedWindows windows = new JudgedWindows();
            EdgeGate gate = windows.Gate(new EdgeOptions());
            for (int window = 0; window < EdgeVectors.Count; window++)
            {
                byte[] outputs = Bytes.FromHex(EdgeVectors.OutputsOf(window));
                Assert.IsTrue(windows.Judge(gate, window) && windows.Verdict.OutputCount == outputs.Length, "window " + window.ToString());
                for (int i = 0; i < outputs.Length; i++)
                {
                    Assert.IsTrue(
                        windows.Verdict.Output(i) == outputs[i],
                        "window " + window.ToString() + ": " + windows.Verdict.Output(i).ToString() + ", not " + outputs[i].ToString());
                }
            }

            Assert.IsTrue(gate.SuppressedWindows == 0, "none left out");
        }

        [TestMethod]
        public void Long_calm_is_counted_and_a_fault_is_sent_at_once_with_its_samples()
        {
            JudgedWindows windows = new JudgedWindows();
            NodeState state = windows.State;
            EdgeOptions options = new EdgeOptions();
            options.IsGating = true;
            options.CalmWindows = 5;
            options.HeartbeatWindows = 100;
            EdgeGate gate = windows.Gate(options);
            Assert.IsTrue(windows.Sent(gate, Calm, 20) == 4, "calm for long: left out");
            Assert.IsTrue(!state.Burst.IsWanted(0), "no samples are worth sending");
            Assert.IsTrue(windows.Judge(gate, Faulty) && windows.Verdict.Suppressed == 16, "sixteen counted");
            Assert.IsTrue(state.Burst.IsWanted(0), "the samples of the fault that begins");
            Assert.IsTrue(windows.Sent(gate, Faulty, 30) == 30, "none that speaks of a fault is left out");
            Assert.IsTrue(gate.IsAlarmed(1000), "nobody else knows");
            state.Control.LinkStatus = Hal.LinkStatusCode.Ok;
            state.Control.NoteAnswer(1000);
            Assert.IsTrue(!gate.IsAlarmed(2000), "the gateway knows");
            Assert.IsTrue(gate.IsAlarmed(100000), "it has been silent for long");
        }

        [TestMethod]
        public void Long_calm_is_told_by_every_tenth_window_which_counts_the_nine()
        {
            JudgedWindows windows = new JudgedWindows();
            EdgeOptions options = new EdgeOptions();
            options.IsGating = true;
            options.CalmWindows = 5;
            options.HeartbeatWindows = 10;
            EdgeGate gate = windows.Gate(options);
            windows.Sent(gate, Calm, 4);
            Assert.IsTrue(windows.Sent(gate, Calm, 100) == 10 && windows.Verdict.Suppressed == 9, "ten of a hundred");
            Assert.IsTrue(gate.SuppressedWindows == 90, "ninety left out");
        }

        [TestMethod]
        public void A_model_is_taken_from_its_file_and_a_damaged_one_is_told()
        {
            NodeState state = new NodeState(1, 16, 64);
            MemoryFiles files = new MemoryFiles();
            byte[] blob = Bytes.FromHex(EdgeVectors.Model);
            files.Write(EdgeScorer.FileName, blob, 0, blob.Length);
            NodeSettings settings = new NodeSettings();
            Assert.IsTrue(EdgeStart.ReadFile(files, blob.Length - 1) == null, "too long for the board");
            byte[]? read = EdgeStart.ReadFile(files, blob.Length);
            Assert.IsTrue(EdgeStart.Gate(read, settings, state, 1, JudgedWindows.ArenaBytes) != null && !state.IsModelRefused, "taken");
            Assert.IsTrue(EdgeStart.Gate(null, settings, state, 1, JudgedWindows.ArenaBytes) == null && !state.IsModelRefused, "none");
            files.Rot(blob.Length);
            read = EdgeStart.ReadFile(files, blob.Length);
            IWindowGate? gate = EdgeStart.Gate(read, settings, state, 1, JudgedWindows.ArenaBytes);
            Assert.IsTrue(gate == null && state.IsModelRefused, "a rotten bit");
            Assert.IsTrue(state.Control.Errors.Of(NodeErrorCode.RecordCorrupt) == 1, "counted");
        }
    }
}
