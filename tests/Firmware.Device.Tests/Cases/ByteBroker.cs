using System;
using Stethos.Hal.Mqtt;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>The other end of a connection: keeps what was sent, gives its answers byte by byte.</summary>
    public sealed class ByteBroker : IByteStream
    {
        private string _sent = "";
        private byte[] _answer = new byte[0];
        private int _at;

        public bool IsOpen { get; private set; }

        /// <summary>What a connection begins with, in hexadecimal digits.</summary>
        public string ConnectAnswer { get; set; } = "20020000";

        public bool Open()
        {
            IsOpen = true;
            Answer(ConnectAnswer);
            return true;
        }

        public void Close()
        {
            IsOpen = false;
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            if (_at == _answer.Length || count == 0)
            {
                return 0;
            }

            buffer[offset] = _answer[_at];
            _at++;
            return 1;
        }

        public bool Write(byte[] buffer, int offset, int count)
        {
            byte[] written = new byte[count];
            Array.Copy(buffer, offset, written, 0, count);
            _sent += Bytes.ToHex(written);
            return true;
        }

        /// <summary>Digits of what was sent since the last call.</summary>
        public string TakeSent()
        {
            string sent = _sent;
            _sent = "";
            return sent;
        }

        /// <summary>What comes next, in hexadecimal digits.</summary>
        public void Answer(string hex)
        {
            _answer = Bytes.FromHex(hex);
            _at = 0;
        }
    }
}
