namespace Stethos.Protocol
{
    /// <summary>
    /// Walks the fields of one message: a CBOR map with strictly ascending unsigned keys, version and kind first.
    /// Use: <see cref="Begin"/>, then <see cref="NextField"/> until it returns false, then <see cref="End"/>.
    /// </summary>
    public sealed class MessageReader
    {
        /// <summary>The only format version there is.</summary>
        public const int Version = 1;

        private const int MaxFields = 64;
        private const int MaxKey = 65535;
        private int _fieldsLeft;
        private int _lastKey;

        public MessageReader()
        {
            Cbor = new CborReader();
        }

        /// <summary>Reads the field's value.</summary>
        public CborReader Cbor { get; }

        /// <summary>The first fault, <see cref="FrameErrorCode.None"/> while all is well.</summary>
        public FrameErrorCode Error
        {
            get { return Cbor.Error; }
        }

        /// <summary>Kind of the message without reading further; None when it cannot be told.</summary>
        public MessageKindCode PeekKind(byte[] buffer, int offset, int count)
        {
            int kind;
            return Open(buffer, offset, count) && ReadKind(out kind) ? (MessageKindCode)kind : MessageKindCode.None;
        }

        /// <summary>Opens the map and checks version, kind and length.</summary>
        public bool Begin(byte[] buffer, int offset, int count, MessageKindCode expected, int maxLength)
        {
            int kind;
            if (!Open(buffer, offset, count))
            {
                return false;
            }

            if (count > maxLength)
            {
                return Cbor.Fail(FrameErrorCode.TooLong);
            }

            if (!ReadKind(out kind))
            {
                return false;
            }

            return kind == (int)expected || Cbor.Fail(FrameErrorCode.UnexpectedKind);
        }

        /// <summary>Moves to the next field; false at the end or after a fault.</summary>
        public bool NextField(out int key)
        {
            key = -1;
            if (_fieldsLeft == 0 || Error != FrameErrorCode.None || !Cbor.ReadInt(MaxKey, out key))
            {
                return false;
            }

            if (key <= _lastKey)
            {
                return Cbor.Fail(FrameErrorCode.KeyOrder);
            }

            _lastKey = key;
            _fieldsLeft--;
            return true;
        }

        /// <summary>
        /// Moves to the next field that is not of the frame's key, which is taken; false at the end or after a fault.
        /// </summary>
        internal bool NextField(FrameKey frame, byte[] buffer, ref int seen, out int key)
        {
            while (NextField(out key))
            {
                if (!FrameKey.IsKeyField(key))
                {
                    return true;
                }

                frame.ReadField(key, buffer, Cbor, ref seen);
            }

            return false;
        }

        /// <summary>The same as <see cref="End()"/>, and that every field of a mask was seen.</summary>
        internal FrameErrorCode End(int seen, int required)
        {
            FrameErrorCode error = End();
            return error == FrameErrorCode.None && (seen & required) != required ? FrameErrorCode.MissingField : error;
        }

        /// <summary>Checks that nothing follows; returns the message's fault, if any.</summary>
        public FrameErrorCode End()
        {
            if (Error == FrameErrorCode.None && Cbor.Remaining > 0)
            {
                Cbor.Fail(FrameErrorCode.TrailingBytes);
            }

            return Error;
        }

        private bool Open(byte[] buffer, int offset, int count)
        {
            int pairs;
            Cbor.Reset(buffer, offset, count);
            _lastKey = -1;
            if (!Cbor.ReadMapStart(out pairs))
            {
                return false;
            }

            _fieldsLeft = pairs;
            return pairs <= MaxFields || Cbor.Fail(FrameErrorCode.OutOfRange);
        }

        private bool ReadKind(out int kind)
        {
            int key;
            int version;
            kind = 0;
            if (!NextField(out key))
            {
                return Cbor.Fail(FrameErrorCode.MissingField);
            }

            if (key != Field.Version)
            {
                return Cbor.Fail(FrameErrorCode.MissingField);
            }

            if (!Cbor.ReadInt(MaxKey, out version))
            {
                return false;
            }

            if (version != Version)
            {
                return Cbor.Fail(FrameErrorCode.UnknownVersion);
            }

            if (!NextField(out key) || key != Field.Kind)
            {
                return Cbor.Fail(FrameErrorCode.MissingField);
            }

            return Cbor.ReadInt(MaxKey, out kind);
        }
    }
}
