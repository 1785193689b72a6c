using nanoFramework.TestFramework;
using Stethos.App;
using Stethos.App.Edge;
using Stethos.Edge;
using Stethos.Protocol;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>Golden windows on their way through a gate.</summary>
    public sealed class JudgedWindows
    {
        public const int ArenaBytes = 4096;
        private readonly byte[] _buffer = new byte[FeatureFrame.MaxLength];
        private readonly MessageReader _reader = new MessageReader();

        public NodeState State { get; } = new NodeState(1, 16, 64);

        /// <summary>Of the window that was sent last.</summary>
        public EdgeVerdict Verdict { get; } = new EdgeVerdict();

        /// <summary>A gate with the sample model.</summary>
        public EdgeGate Gate(EdgeOptions options)
        {
            byte[] blob = Bytes.FromHex(EdgeVectors.Model);
            EdgeScorer scorer = new EdgeScorer();
            Assert.IsTrue(scorer.Load(blob, 0, blob.Length, ArenaBytes) == EdgeModelCode.None, "loaded");
            return new EdgeGate(scorer, options, State, 1);
        }

        /// <summary>How many of so many windows were sent.</summary>
        public int Sent(EdgeGate gate, int window, int count)
        {
            int sent = 0;
            for (int i = 0; i < count; i++)
            {
                sent += Judge(gate, window) ? 1 : 0;
            }

            return sent;
        }

        /// <summary>Whether a golden window was sent; its verdict is read from the bytes.</summary>
        public bool Judge(EdgeGate gate, int window)
        {
            byte[] frame = Bytes.FromHex(EdgeVectors.FrameOf(window));
            System.Array.Copy(frame, 0, _buffer, 0, frame.Length);
            int length = gate.Judge(0, _buffer, frame.Length, 0);
            Assert.IsTrue(length == 0 || Verdict.Read(_buffer, 0, length, _reader), "a verdict");
            return length > 0;
        }
    }
}
