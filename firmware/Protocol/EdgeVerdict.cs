using System;

namespace Stethos.Protocol
{
    /// <summary>
    /// What the model on the node said of a window: field 18 of its feature frame. A byte string: 4 bytes that name the
    /// model, the number of windows before this one that were scored and not sent, then the codes of the model's output,
    /// none when the window was not fit for scoring. It is put behind the fields of a frame that is written already, so a
    /// node without a model has none of this.
    /// </summary>
    public sealed class EdgeVerdict
    {
        /// <summary>Bytes of the blob's SHA-256 that name a model.</summary>
        public const int ModelLength = 4;

        /// <summary>Most codes of an output.</summary>
        public const int MaxOutputs = 4;

        /// <summary>Most windows that one frame can count as not sent.</summary>
        public const int MaxSuppressed = 255;

        private const int OutputsAt = ModelLength + 1;

        // Key, head of the byte string, content.
        private const int HeadLength = 2;

        private const int GravityLength = 10;

        private readonly byte[] _content = new byte[OutputsAt + MaxOutputs];
        private int _outputs;

        /// <summary>Codes of the output, 0 to <see cref="MaxOutputs"/>; 0 = the window was not fit for scoring.</summary>
        public int OutputCount
        {
            get
            {
                return _outputs;
            }

            set
            {
                if (value < 0 || value > MaxOutputs)
                {
                    throw new ArgumentException();
                }

                _outputs = value;
            }
        }

        /// <summary>Windows of the sensor scored and not sent since its frame before this one.</summary>
        public int Suppressed
        {
            get { return _content[ModelLength]; }
            set { _content[ModelLength] = (byte)(value > MaxSuppressed ? MaxSuppressed : value); }
        }

        /// <summary>First bytes of the blob's SHA-256 as a number, the first byte highest.</summary>
        public uint Model
        {
            get
            {
                return ((uint)_content[0] << 24) | ((uint)_content[1] << 16) | ((uint)_content[2] << 8) | _content[3];
            }

            set
            {
                for (int i = 0; i < ModelLength; i++)
                {
                    _content[i] = (byte)(value >> (24 - 8 * i));
                }
            }
        }

        /// <summary>A code of the output, as codes are outside the model.</summary>
        public byte Output(int index)
        {
            return _content[OutputsAt + index];
        }

        /// <summary>Takes the output's codes.</summary>
        public void SetOutput(byte[] codes, int offset, int count)
        {
            OutputCount = count;
            Array.Copy(codes, offset, _content, OutputsAt, count);
        }

        /// <summary>
        /// Puts the verdict behind a frame written by <see cref="FeatureFrame.Write"/> at the beginning of the buffer;
        /// returns the new length, or 0 when it does not fit. Where it would pass <see cref="FeatureFrame.MaxLength"/>, mean
        /// acceleration gives way: it is the only field that repeats itself frame after frame.
        /// </summary>
        public int Append(byte[] frame, int length, MessageReader reader)
        {
            int content = OutputsAt + _outputs;
            int most = frame.Length < FeatureFrame.MaxLength ? frame.Length : FeatureFrame.MaxLength;
            if (length + HeadLength + content > most && length + HeadLength + content - GravityLength <= most)
            {
                length = DropGravity(frame, length, reader);
            }

            if (length + HeadLength + content > most)
            {
                return 0;
            }

            // The head of a map of up to 23 fields is one byte, the number in it; a frame has 19 fields at most.
            frame[0]++;
            frame[length] = Field.Verdict;
            frame[length + 1] = (byte)(CborMajor.Bytes << 5 | content);
            Array.Copy(_content, 0, frame, length + HeadLength, content);
            return length + HeadLength + content;
        }

        /// <summary>
        /// Finds the verdict of a feature frame, untrusted bytes; false when it has none or is damaged, which
        /// <see cref="MessageReader.Error"/> tells.
        /// </summary>
        public bool Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            bool isFound = false;
            _outputs = 0;
            if (!reader.Begin(buffer, offset, count, MessageKindCode.Features, FeatureFrame.MaxLength))
            {
                return false;
            }

            while (reader.NextField(out key))
            {
                if (key == Field.Verdict)
                {
                    isFound = ReadContent(buffer, reader.Cbor);
                }
                else
                {
                    reader.Cbor.Skip();
                }
            }

            return reader.End() == FrameErrorCode.None && isFound;
        }

        private bool ReadContent(byte[] buffer, CborReader reader)
        {
            int at;
            int length;
            if (!reader.ReadBytes(OutputsAt + MaxOutputs, out at, out length))
            {
                return false;
            }

            if (length < OutputsAt)
            {
                return reader.Fail(FrameErrorCode.Inconsistent);
            }

            Array.Copy(buffer, at, _content, 0, length);
            _outputs = length - OutputsAt;
            return true;
        }

        // Returns the length without the field, or the same when there is none.
        private static int DropGravity(byte[] frame, int length, MessageReader reader)
        {
            int key;
            int from = 0;
            reader.Begin(frame, 0, length, MessageKindCode.Features, FeatureFrame.MaxLength);
            int before = length - reader.Cbor.Remaining;
            while (from == 0 && reader.NextField(out key))
            {
                reader.Cbor.Skip();
                int after = length - reader.Cbor.Remaining;
                if (key == Field.Gravity)
                {
                    Array.Copy(frame, after, frame, before, length - after);
                    length -= after - before;
                    frame[0]--;
                    return length;
                }

                before = after;
            }

            return length;
        }
    }
}
