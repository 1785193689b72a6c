namespace Stethos.Hal.Mqtt
{
    /// <summary>
    /// Builds one packet at a time in a buffer of its own and sends it. A payload is not copied: it follows from where it lies.
    /// Texts are ASCII, as all our names are. One thread.
    /// </summary>
    internal sealed class MqttWriter
    {
        // The length field of a packet takes one byte per 7 bits; room for the longest before the rest is known.
        private const int BodyAt = 5;
        private const int MostLengthBytes = 4;
        private readonly IByteStream _stream;
        private readonly byte[] _buffer;
        private int _end;
        private bool _isFull;

        internal MqttWriter(IByteStream stream, int roomBytes)
        {
            _stream = stream;
            _buffer = new byte[BodyAt + roomBytes];
        }

        internal void Begin()
        {
            _end = BodyAt;
            _isFull = false;
        }

        internal void Byte(int value)
        {
            if (_end == _buffer.Length)
            {
                _isFull = true;
                return;
            }

            _buffer[_end] = (byte)value;
            _end++;
        }

        internal void Number(int value)
        {
            Byte(value >> 8);
            Byte(value);
        }

        internal void Text(string text)
        {
            int length = text.Length;
            Number(length);
            for (int i = 0; i < length; i++)
            {
                Byte(text[i]);
            }
        }

        /// <summary>Sends the packet; Refused when its texts do not fit.</summary>
        internal LinkStatusCode Send(int first)
        {
            return Send(first, null, 0, 0);
        }

        /// <summary>Sends the packet with these bytes behind it.</summary>
        internal LinkStatusCode Send(int first, byte[]? payload, int offset, int count)
        {
            if (_isFull)
            {
                return LinkStatusCode.Refused;
            }

            int start = PutHead(first, _end - BodyAt + count);
            bool isSent = _stream.Write(_buffer, start, _end - start);
            if (isSent && payload != null && count > 0)
            {
                isSent = _stream.Write(payload, offset, count);
            }

            return isSent ? LinkStatusCode.Ok : LinkStatusCode.NotConnected;
        }

        // Right before the body; returns where the packet begins.
        private int PutHead(int first, int length)
        {
            int bytes = 1;
            for (int rest = length >> 7; rest > 0 && bytes < MostLengthBytes; rest >>= 7)
            {
                bytes++;
            }

            int at = BodyAt - bytes - 1;
            _buffer[at] = (byte)first;
            for (int i = 1; i <= bytes; i++)
            {
                _buffer[at + i] = (byte)((length & 0x7F) | (i < bytes ? 0x80 : 0));
                length >>= 7;
            }

            return at;
        }
    }
}
