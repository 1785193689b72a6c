namespace Stethos.Hal.Mqtt
{
    /// <summary>
    /// Takes packets out of the stream as they come, never waiting. Of a packet longer than its buffer the first bytes are kept
    /// and the rest is read away. One thread.
    /// </summary>
    internal sealed class MqttReader
    {
        private const int HeadState = 0;
        private const int LengthState = 1;
        private const int BodyState = 2;
        private const int LongestShift = 21;
        private readonly IByteStream _stream;
        private readonly byte[] _rest = new byte[16];
        private int _state;
        private int _shift;
        private int _taken;

        internal MqttReader(IByteStream stream, int roomBytes)
        {
            _stream = stream;
            Body = new byte[roomBytes];
        }

        /// <summary>First byte of the packet taken last.</summary>
        internal int First { get; private set; }

        /// <summary>Bytes of its body, which may be more than <see cref="Kept"/>.</summary>
        internal int Length { get; private set; }

        /// <summary>Its body, as far as it was kept.</summary>
        internal byte[] Body { get; }

        /// <summary>Bytes of the body in the buffer.</summary>
        internal int Kept
        {
            get { return Length < Body.Length ? Length : Body.Length; }
        }

        /// <summary>The stream is gone, or what came over it is no packet.</summary>
        internal bool IsBroken { get; private set; }

        /// <summary>A new connection begins.</summary>
        internal void Reset()
        {
            _state = HeadState;
            IsBroken = false;
        }

        /// <summary>Whether a packet is complete; false when more has to come.</summary>
        internal bool Next()
        {
            while (!IsBroken)
            {
                if (_state == BodyState && _taken == Length)
                {
                    _state = HeadState;
                    return true;
                }

                int read = _state == BodyState ? ReadBody() : _stream.Read(_rest, 0, 1);
                if (read == 0)
                {
                    return false;
                }

                if (read < 0)
                {
                    IsBroken = true;
                }
                else if (_state == BodyState)
                {
                    _taken += read;
                }
                else
                {
                    TakeHead(_rest[0]);
                }
            }

            return false;
        }

        private int ReadBody()
        {
            int left = Length - _taken;
            int room = Body.Length - _taken;
            return room > 0
                ? _stream.Read(Body, _taken, left < room ? left : room)
                : _stream.Read(_rest, 0, left < _rest.Length ? left : _rest.Length);
        }

        private void TakeHead(int value)
        {
            if (_state == HeadState)
            {
                First = value;
                Length = 0;
                _taken = 0;
                _shift = 0;
                _state = LengthState;
                return;
            }

            Length |= (value & 0x7F) << _shift;
            if (value < 0x80)
            {
                _state = BodyState;
            }
            else if (_shift == LongestShift)
            {
                IsBroken = true;
            }

            _shift += 7;
        }
    }
}
