using System;
using Stethos.Crypto;
using Stethos.Inference.Kernels;

namespace Stethos.Inference
{
    /// <summary>
    /// Runs a model blob (docs/model-format.md) where it lies. Everything is checked and allocated by <see cref="Prepare"/>; running
    /// allocates nothing. One model at a time; not thread safe.
    /// </summary>
    public sealed class Model
    {
        // Up to so many entries the tables of all operators stay in memory (8 bytes each, 12 in arithmetic A); above it each run reads
        // them anew.
        private const int ResidentEntries = 512;

        private readonly Workspace _work = new Workspace();
        private Operation[] _operations = new Operation[0];
        private Port[] _inputs = new Port[0];
        private Port[] _outputs = new Port[0];
        private byte[] _tested = new byte[0];
        private int _offset;
        private int _selfTests;
        private int _selfTestCount;
        private bool _isResident;

        /// <summary>Whether the last <see cref="Prepare"/> found nothing wrong.</summary>
        public bool IsPrepared { get; private set; }

        /// <summary>Bytes that a run reads: all inputs, one after the other.</summary>
        public int InputLength { get; private set; }

        /// <summary>Bytes that a run writes: all outputs, one after the other.</summary>
        public int OutputLength { get; private set; }

        /// <summary>Bytes of the arena with scratch.</summary>
        public int ArenaLength { get; private set; }

        /// <summary>Multiplications of a run; tells how long a model will take before it is run.</summary>
        public long MacCount { get; private set; }

        /// <summary>Number of inputs.</summary>
        public int InputCount => _inputs.Length;

        /// <summary>Number of outputs.</summary>
        public int OutputCount => _outputs.Length;

        /// <summary>An input.</summary>
        public Port Input(int index)
        {
            return _inputs[index];
        }

        /// <summary>An output.</summary>
        public Port Output(int index)
        {
            return _outputs[index];
        }

        /// <summary>Checks the blob and makes ready to run it. The bytes must stay as they are while the model is used.</summary>
        /// <param name="blob">Holds the blob.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="length">Its length.</param>
        /// <param name="arenaLimit">Largest arena, with scratch, in bytes.</param>
        /// <param name="checksHash">Whether to compute the SHA-256; once after an update is enough.</param>
        public ModelErrorCode Prepare(byte[] blob, int offset, int length, int arenaLimit, bool checksHash)
        {
            if (offset < 0 || length < 0 || offset + (long)length > blob.Length)
            {
                throw new ArgumentException();
            }

            IsPrepared = false;
            ModelErrorCode error = BlobHeader.Check(blob, offset, length, arenaLimit);
            if (error == ModelErrorCode.None && checksHash && !IsHashRight(blob, offset, length - ModelFormat.HashLength))
            {
                error = ModelErrorCode.WrongHash;
            }

            if (error == ModelErrorCode.None)
            {
                error = Read(blob, offset, length - ModelFormat.HashLength);
            }

            IsPrepared = error == ModelErrorCode.None;
            return error;
        }

        /// <summary>Computes the outputs of some inputs.</summary>
        /// <param name="input">Holds <see cref="InputLength"/> codes.</param>
        /// <param name="inputAt">Where they begin.</param>
        /// <param name="output">Gets <see cref="OutputLength"/> codes.</param>
        /// <param name="outputAt">Where they begin.</param>
        public ModelErrorCode Run(byte[] input, int inputAt, byte[] output, int outputAt)
        {
            if (!IsPrepared)
            {
                return ModelErrorCode.NotPrepared;
            }

            sbyte[] arena = _work.Arena;
            for (int i = 0; i < _inputs.Length; i++)
            {
                Port port = _inputs[i];
                int flip = port.IsUnsigned ? 0x80 : 0;
                int to = port.Place;
                for (int end = inputAt + port.Length; inputAt < end; inputAt++)
                {
                    arena[to++] = (sbyte)(input[inputAt] ^ flip);
                }
            }

            for (int i = 0; i < _operations.Length; i++)
            {
                Run(_operations[i]);
            }

            for (int i = 0; i < _outputs.Length; i++)
            {
                Port port = _outputs[i];
                int flip = port.IsUnsigned ? 0x80 : 0;
                int from = port.Place;
                for (int end = outputAt + port.Length; outputAt < end; outputAt++)
                {
                    output[outputAt] = (byte)(arena[from++] ^ flip);
                }
            }

            return ModelErrorCode.None;
        }

        /// <summary>
        /// Runs the vectors that the blob brings along; every code must be as it says. <paramref name="outputs"/>: takes in all
        /// outputs that were computed, one after the other; null when nobody compares them.
        /// </summary>
        public ModelErrorCode SelfTest(Sha256? outputs = null)
        {
            if (!IsPrepared)
            {
                return ModelErrorCode.NotPrepared;
            }

            byte[] blob = _work.Blob;
            int at = _selfTests;
            for (int i = 0; i < _selfTestCount; i++)
            {
                Run(blob, at, _tested, 0);
                if (outputs != null)
                {
                    outputs.Update(_tested, 0, _tested.Length);
                }

                at += InputLength;
                for (int j = 0; j < _tested.Length; j++)
                {
                    if (_tested[j] != blob[at + j])
                    {
                        return ModelErrorCode.SelfTestFailed;
                    }
                }

                at += OutputLength;
            }

            return ModelErrorCode.None;
        }

        private static bool IsHashRight(byte[] blob, int offset, int content)
        {
            byte[] digest = new byte[Sha256.DigestLength];
            Sha256 hash = new Sha256();
            hash.Update(blob, offset, content);
            hash.Finish(digest, 0);
            for (int i = 0; i < digest.Length; i++)
            {
                if (digest[i] != blob[offset + content + i])
                {
                    return false;
                }
            }

            return true;
        }

        private ModelErrorCode Read(byte[] blob, int offset, int content)
        {
            _offset = offset;
            int arena = BitConverter.ToInt32(blob, offset + ModelFormat.ArenaAt);
            int scratch = BitConverter.ToInt32(blob, offset + ModelFormat.ScratchAt);
            int ports = offset + BitConverter.ToInt32(blob, offset + ModelFormat.PortsAt);
            _work.Blob = blob;
            _work.Scratch = arena;
            _work.IsFixedPoint = blob[offset + ModelFormat.ArithmeticAt] == ModelFormat.ArithmeticA;
            _inputs = ReadPorts(blob, ports, BitConverter.ToUInt16(blob, offset + ModelFormat.InputCountAt));
            ports += _inputs.Length * ModelFormat.PortLength;
            _outputs = ReadPorts(blob, ports, BitConverter.ToUInt16(blob, offset + ModelFormat.OutputCountAt));
            long inputs = Sum(_inputs, arena);
            long outputs = Sum(_outputs, arena);
            _selfTestCount = BitConverter.ToInt32(blob, offset + ModelFormat.SelfTestCountAt);
            _selfTests = BitConverter.ToInt32(blob, offset + ModelFormat.SelfTestsAt);
            if (inputs < 0 || outputs < 0 || inputs + outputs > int.MaxValue || _selfTestCount < 0 || _selfTests < 0
                || (_selfTestCount > 0 && (inputs + outputs > content || inputs + outputs == 0))
                || _selfTests + _selfTestCount * (inputs + outputs) > content)
            {
                return ModelErrorCode.OutOfBounds;
            }

            _selfTests += offset;
            InputLength = (int)inputs;
            OutputLength = (int)outputs;
            ArenaLength = arena + scratch;
            ModelErrorCode error = ReadOperations(blob, content, arena, scratch);
            return error == ModelErrorCode.None ? Allocate() : error;
        }

        private static Port[] ReadPorts(byte[] blob, int at, int count)
        {
            Port[] ports = new Port[count];
            for (int i = 0; i < count; i++)
            {
                ports[i] = new Port(blob, at + i * ModelFormat.PortLength);
            }

            return ports;
        }

        // Total length, or -1 when one is outside the arena.
        private static long Sum(Port[] ports, int arena)
        {
            long sum = 0;
            for (int i = 0; i < ports.Length; i++)
            {
                Port port = ports[i];
                if (port.Place < 0 || port.Length < 0 || port.Place + (long)port.Length > arena)
                {
                    return -1;
                }

                sum += port.Length;
            }

            return sum;
        }

        private ModelErrorCode ReadOperations(byte[] blob, int content, int arena, int scratch)
        {
            int at = _offset + BitConverter.ToInt32(blob, _offset + ModelFormat.OperatorsAt);
            int count = BitConverter.ToInt32(blob, _offset + ModelFormat.OperatorCountAt);
            _operations = new Operation[count];
            MacCount = 0;
            for (int i = 0; i < count; i++)
            {
                Operation op = new Operation();
                op.Read(blob, at + i * ModelFormat.OperatorLength);
                ModelErrorCode error = OperationCheck.Check(op, _work.IsFixedPoint, content, arena, scratch);
                if (error != ModelErrorCode.None)
                {
                    return error;
                }

                op.Weights += _offset;
                op.Table += _offset;
                MacCount += Macs(op);
                _operations[i] = op;
            }

            return ModelErrorCode.None;
        }

        private static long Macs(Operation op)
        {
            if (op.Code != OperatorCode.Convolution && op.Code != OperatorCode.Depthwise)
            {
                return 0;
            }

            long perChannel = (long)op.KernelHeight * op.KernelWidth * (op.Code == OperatorCode.Convolution ? op.InputChannels : 1);
            return perChannel * op.OutputHeight * op.OutputWidth * op.OutputChannels;
        }

        private ModelErrorCode Allocate()
        {
            int total = 0;
            int largest = 0;
            int channels = 0;
            for (int i = 0; i < _operations.Length; i++)
            {
                int entries = Tables.Entries(_operations[i], _work.IsFixedPoint);
                total += entries;
                largest = entries > largest ? entries : largest;
                bool hasSums = _operations[i].IsWindow && _operations[i].OutputChannels > channels;
                channels = hasSums ? _operations[i].OutputChannels : channels;
            }

            _isResident = total <= ResidentEntries;
            int size = _isResident ? total : largest;
            _work.Arena = new sbyte[ArenaLength];
            _work.Sums = new int[channels];
            _work.Biases = new int[size];
            _work.Scales = new float[_work.IsFixedPoint ? 0 : size];
            _work.Multipliers = new int[_work.IsFixedPoint ? size : 0];
            _work.Shifts = new int[_work.IsFixedPoint ? size : 0];
            _tested = new byte[_selfTestCount > 0 ? OutputLength : 0];
            int at = 0;
            for (int i = 0; i < _operations.Length; i++)
            {
                _operations[i].TableAt = at;
                if (!Tables.Load(_operations[i], _work))
                {
                    return ModelErrorCode.WrongParameter;
                }

                at += _isResident ? Tables.Entries(_operations[i], _work.IsFixedPoint) : 0;
            }

            return ModelErrorCode.None;
        }

        private void Run(Operation op)
        {
            if (!_isResident)
            {
                Tables.Load(op, _work);
            }

            switch (op.Code)
            {
                case OperatorCode.Convolution:
                    Convolution.Run(op, _work);
                    break;
                case OperatorCode.Depthwise:
                    Depthwise.Run(op, _work);
                    break;
                case OperatorCode.AveragePool:
                case OperatorCode.MaxPool:
                    Pool.Run(op, _work);
                    break;
                case OperatorCode.Add:
                    Kernels.Sum.Run(op, _work);
                    break;
                case OperatorCode.Softmax:
                    Softmax.Run(op, _work);
                    break;
                case OperatorCode.Lookup:
                    Movement.Lookup(op, _work);
                    break;
                case OperatorCode.ChannelLookup:
                    Movement.ChannelLookup(op, _work);
                    break;
                case OperatorCode.Fill:
                    Movement.Fill(op, _work.Arena);
                    break;
                case OperatorCode.Copy:
                    Movement.Copy(op, _work.Arena);
                    break;
                default:
                    break;
            }
        }
    }
}
