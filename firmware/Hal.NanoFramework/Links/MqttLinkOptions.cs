namespace Stethos.Hal.NanoFramework.Links
{
    /// <summary>Where the broker is and how it is reached.</summary>
    public sealed class MqttLinkOptions
    {
        public MqttLinkOptions()
        {
            Host = "";
            Port = 1883;
            InFlight = 16;
            InboundSlots = 32;
            InboundLength = 256;
            Topics = 4;
        }

        /// <summary>Name or address of the gateway.</summary>
        public string Host { get; set; }

        public int Port { get; set; }

        /// <summary>The site authority's certificate, DER or PEM; null = no TLS.</summary>
        public byte[]? Authority { get; set; }

        /// <summary>Published messages the broker has not answered yet; more are told as busy.</summary>
        public int InFlight { get; set; }

        /// <summary>Messages from the gateway that may wait.</summary>
        public int InboundSlots { get; set; }

        /// <summary>Topics that can be subscribed.</summary>
        public int Topics { get; set; }

        /// <summary>Bytes of the longest of them.</summary>
        public int InboundLength { get; set; }
    }
}
