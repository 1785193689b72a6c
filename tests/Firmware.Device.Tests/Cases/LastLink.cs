using System;
using Stethos.Hal;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>A link that takes everything and keeps the last message.</summary>
    public sealed class LastLink : ILink
    {
        public bool IsConnected
        {
            get { return true; }
        }

        /// <summary>Bytes of the last message; empty = none since <see cref="Forget"/>.</summary>
        public byte[] Last { get; private set; } = new byte[0];

        public LinkStatusCode Connect(string clientId, string willTopic, string willText)
        {
            return LinkStatusCode.Ok;
        }

        public void Disconnect()
        {
        }

        public LinkStatusCode Subscribe(string topic)
        {
            return LinkStatusCode.Ok;
        }

        public LinkStatusCode Publish(string topic, byte[] payload, int offset, int count, bool retained)
        {
            Last = new byte[count];
            Array.Copy(payload, offset, Last, 0, count);
            return LinkStatusCode.Ok;
        }

        public bool TryReceive(out string topic, byte[] buffer, out int length)
        {
            topic = "";
            length = 0;
            return false;
        }

        public void Forget()
        {
            Last = new byte[0];
        }
    }
}
