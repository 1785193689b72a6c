using Stethos.Inference;
using Stethos.Protocol;

namespace Stethos.Edge
{
    /// <summary>
    /// A model blob that scores windows, the same on node and gateway. Output codes are 0 to 255 upwards: the first is that
    /// of a healthy machine when there are several; one alone says how far from healthy it is. Allocates nothing after
    /// <see cref="Load"/>. One thread at a time.
    /// </summary>
    public sealed class EdgeScorer
    {
        /// <summary>File of the model on boards that have no slots for one.</summary>
        public const string FileName = "model.nqm";

        private const int Signed = 0x80;
        private readonly Model _model = new Model();
        private readonly byte[] _inputs = new byte[EdgeInput.Count];
        private readonly byte[] _codes = new byte[EdgeInput.Count];
        private readonly byte[] _outputs = new byte[EdgeVerdict.MaxOutputs];
        private int _inputFlip;
        private int _outputFlip;

        /// <summary>First bytes of the blob's SHA-256, the first byte highest; 0 before a model is loaded.</summary>
        public uint Name { get; private set; }

        /// <summary>Why the inference refused the blob.</summary>
        public ModelErrorCode BlobError { get; private set; }

        /// <summary>Codes of a verdict.</summary>
        public int OutputCount
        {
            get { return _model.OutputLength; }
        }

        /// <summary>Multiplications of a window.</summary>
        public long MacCount
        {
            get { return _model.MacCount; }
        }

        /// <summary>Checks a blob with its hash and test vectors and makes ready. The bytes must stay as they are.</summary>
        public EdgeModelCode Load(byte[] blob, int offset, int length, int arenaLimit)
        {
            Name = 0;
            BlobError = _model.Prepare(blob, offset, length, arenaLimit, true);
            if (BlobError != ModelErrorCode.None)
            {
                return EdgeModelCode.Blob;
            }

            if (_model.InputCount != 1 || _model.OutputCount != 1 || _model.InputLength != EdgeInput.Count
                || _model.OutputLength < 1 || _model.OutputLength > EdgeVerdict.MaxOutputs)
            {
                return EdgeModelCode.Ports;
            }

            Port input = _model.Input(0);
            if (input.Scale != 1 || input.ZeroPoint != (input.IsUnsigned ? 0 : -Signed))
            {
                return EdgeModelCode.Ports;
            }

            _inputFlip = input.IsUnsigned ? 0 : Signed;
            _outputFlip = _model.Output(0).IsUnsigned ? 0 : Signed;
            if (_model.SelfTest() != ModelErrorCode.None)
            {
                return EdgeModelCode.SelfTest;
            }

            int hash = offset + length - ModelFormat.HashLength;
            Name = ((uint)blob[hash] << 24) | ((uint)blob[hash + 1] << 16) | ((uint)blob[hash + 2] << 8) | blob[hash + 3];
            return EdgeModelCode.None;
        }

        /// <summary>
        /// Scores a frame that was read from the wire's bytes into the model and output of a verdict; false, with no output,
        /// when the window is not fit for it.
        /// </summary>
        public bool Score(FeatureFrame frame, EdgeVerdict verdict)
        {
            verdict.Model = Name;
            verdict.OutputCount = 0;
            if (!EdgeInput.TryFill(frame, _inputs))
            {
                return false;
            }

            for (int i = 0; i < EdgeInput.Count; i++)
            {
                _codes[i] = (byte)(_inputs[i] ^ _inputFlip);
            }

            if (_model.Run(_codes, 0, _outputs, 0) != ModelErrorCode.None)
            {
                return false;
            }

            int count = _model.OutputLength;
            for (int i = 0; i < count; i++)
            {
                _outputs[i] = (byte)(_outputs[i] ^ _outputFlip);
            }

            verdict.SetOutput(_outputs, 0, count);
            return true;
        }

        /// <summary>How far from healthy a verdict is, 0 to 255; 0 without output.</summary>
        public static int FaultOf(EdgeVerdict verdict)
        {
            return verdict.OutputCount == 0 ? 0 : verdict.OutputCount == 1 ? verdict.Output(0) : 255 - verdict.Output(0);
        }
    }
}
