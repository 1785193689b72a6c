namespace Stethos.Hal.Mqtt
{
    /// <summary>What a <see cref="StreamLink"/> has room for.</summary>
    public sealed class StreamLinkSizes
    {
        public StreamLinkSizes()
        {
            Topics = 4;
            InboundLength = 256;
            InFlight = 16;
            TextBytes = 144;
        }

        /// <summary>Topics that may be subscribed.</summary>
        public int Topics { get; set; }

        /// <summary>Bytes kept of a message from the gateway.</summary>
        public int InboundLength { get; set; }

        /// <summary>Published messages that the broker has not answered yet, 1 to 60,000; they are counted, not kept.</summary>
        public int InFlight { get; set; }

        /// <summary>Bytes of the longest packet without its payload: client id, will topic and will text, or one topic.</summary>
        public int TextBytes { get; set; }
    }
}
