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
        private const int ArenaBytes = 4096;
        private readonly byte[] _buffer = new byte[FeatureFrame.MaxLength];
        private readonly EdgeVerdict _verdict = new EdgeVerdict();
        private readonly MessageReader _reader = new MessageReader();
        private readonly NodeState _state = new NodeState(1, 16, 64);

        [TestMethod]
        public void Every_golden_window_is_sent_with_the_outputs_that_come_with_it()
        {
            EdgeGate gate = Gate(new EdgeOptions());
            for (int window = 0; window < EdgeVectors.Count; window++)
            {
                byte[] outputs = Bytes.FromHex(EdgeVectors.OutputsOf(window));
                Assert.IsTrue(Judge(gate, window) && _verdict.OutputCount == outputs.Length, "window " + window.ToString());
                for (int i = 0; i < outputs.Length; i++)
                {
                    Assert.IsTrue(
                        _verdict.Output(i) == outputs[i],
                        "window " + window.ToString() + ": " + _verdict.Output(i).ToString() + ", not " + outputs[i].ToString());
                }
            }

            Assert.IsTrue(gate.SuppressedWindows == 0, "none left out");
        }

        [TestMethod]
        public void Long_calm_is_counted_and_a_fault_is_sent_at_once_with_its_samples()
        {
            EdgeOptions options = new EdgeOptions();
            options.IsGating = true;
            options.CalmWindows = 5;
            options.HeartbeatWindows = 100;
            EdgeGate gate = Gate(options);
            Assert.IsTrue(Sent(gate, Calm, 20) == 4, "calm for long: left out");
            Assert.IsTrue(!_state.Burst.IsWanted(0), "no samples are worth sending");
            Assert.IsTrue(Judge(gate, Faulty) && _verdict.Suppressed == 16, "sixteen counted: " + _verdict.Suppressed.ToString());
            Assert.IsTrue(_state.Burst.IsWanted(0), "the samples of the fault that begins");
            Assert.IsTrue(Sent(gate, Faulty, 30) == 30, "none that speaks of a fault is left out");
            Assert.IsTrue(gate.IsAlarmed(1000), "nobody else knows");
            _state.Control.LinkStatus = Hal.LinkStatusCode.Ok;
            _state.Control.NoteAnswer(1000);
            Assert.IsTrue(!gate.IsAlarmed(2000), "the gateway knows");
            Assert.IsTrue(gate.IsAlarmed(100000), "it has been silent for long");
        }

        [TestMethod]
        public void A_model_is_taken_from_its_file_and_a_damaged_one_is_told()
        {
            MemoryFiles files = new MemoryFiles();
            byte[] blob = Bytes.FromHex(EdgeVectors.Model);
            files.Write(EdgeScorer.FileName, blob, 0, blob.Length);
            NodeSettings settings = new NodeSettings();
            Assert.IsTrue(EdgeStart.ReadFile(files, blob.Length - 1) == null, "too long for the board");
            byte[]? read = EdgeStart.ReadFile(files, blob.Length);
            Assert.IsTrue(EdgeStart.Gate(read, settings, _state, 1, ArenaBytes) != null && !_state.IsModelRefused, "taken");
            Assert.IsTrue(EdgeStart.Gate(null, settings, _state, 1, ArenaBytes) == null && !_state.IsModelRefused, "none");
            files.Rot(blob.Length);
            read = EdgeStart.ReadFile(files, blob.Length);
            Assert.IsTrue(EdgeStart.Gate(read, settings, _state, 1, ArenaBytes) == null && _state.IsModelRefused, "a rotten bit");
            Assert.IsTrue(_state.Control.Errors.Of(NodeErrorCode.RecordCorrupt) == 1, "counted");
        }

        private EdgeGate Gate(EdgeOptions options)
        {
            byte[] blob = Bytes.FromHex(EdgeVectors.Model);
            EdgeScorer scorer = new EdgeScorer();
            Assert.IsTrue(scorer.Load(blob, 0, blob.Length, ArenaBytes) == EdgeModelCode.None, "loaded");
            return new EdgeGate(scorer, options, _state, 1);
        }

        private int Sent(EdgeGate gate, int window, int count)
        {
            int sent = 0;
            for (int i = 0; i < count; i++)
            {
                sent += Judge(gate, window) ? 1 : 0;
            }

            return sent;
        }

        // Whether the window was sent; its verdict is read from the bytes.
        private bool Judge(EdgeGate gate, int window)
        {
            byte[] frame = Bytes.FromHex(EdgeVectors.FrameOf(window));
            System.Array.Copy(frame, 0, _buffer, 0, frame.Length);
            int length = gate.Judge(0, _buffer, frame.Length, 0);
            Assert.IsTrue(length == 0 || _verdict.Read(_buffer, 0, length, _reader), "a verdict");
            return length > 0;
        }
    }
}
